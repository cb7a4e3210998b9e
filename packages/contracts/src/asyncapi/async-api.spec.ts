import { Parser } from "@asyncapi/parser";
import { describe, expect, test } from "vitest";
import { LIVE_EVENTS } from "../socket/events.ts";
import { asyncApi } from "./async-api.ts";

const document = asyncApi({ version: "1.2.3" });

/** The parser of the initiative goes by some seventy rules, on machines that do other things, too. */
const PARSED = { timeout: 30_000 };
/** We speak 3.0 on purpose: what tools there are read that. */
const WELL_KNOWN = "asyncapi-latest-version";

async function complaintsAbout(spoilt: unknown): Promise<readonly string[]> {
  const { diagnostics } = await new Parser().parse(JSON.stringify(spoilt));
  return diagnostics
    .filter(({ code }) => code !== WELL_KNOWN)
    .map(({ code, message, path }) => `${code}: ${message} ${path.join("/")}`);
}

describe("the AsyncAPI document", () => {
  test("is one, and a good one, by the initiative's own parser", PARSED, async () => {
    expect(await complaintsAbout(document)).toEqual([]);
  });

  test("would not be one with an operation that neither sends nor hears", PARSED, async () => {
    const { tell } = document.operations;
    const spoilt = { ...document, operations: { tell: { ...tell, action: "shout" } } };
    expect(await complaintsAbout(spoilt)).toContainEqual(
      expect.stringContaining("operations/tell/action"),
    );
  });

  test("would not be one with a message that no channel has", PARSED, async () => {
    const { tell } = document.operations;
    const messages = [{ $ref: "#/channels/socket/messages/shout" }];
    const spoilt = { ...document, operations: { tell: { ...tell, messages } } };
    expect(await complaintsAbout(spoilt)).toContainEqual(expect.stringContaining("invalid-ref"));
  });

  test("refers to nothing that is not there", () => {
    const refs = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, path = ""] of refs) {
      const found = path.split("/").reduce<unknown>((value, step) => Object(value)[step], document);
      expect(found, path).toBeDefined();
    }
  });

  test("has every event of every topic, with its data", () => {
    for (const [kind, events] of Object.entries(LIVE_EVENTS)) {
      for (const name of Object.keys(events)) {
        expect(document.components.messages).toHaveProperty([`${kind}.${name}`]);
      }
    }
  });

  test("shows whole what a frame of an event is, beside the data of this one", () => {
    const { payload } = document.components.messages["shipment.bid.withdrawn"];
    expect(payload.allOf[0]).toMatchObject({ required: expect.arrayContaining(["topic", "seq"]) });
    expect(payload.allOf[1].properties.data).toMatchObject({
      required: expect.arrayContaining(["bidId"]),
    });
  });

  test("lets a client send what a client sends, and no more", () => {
    const heard = document.operations.hear.messages.map(({ $ref }) => $ref.split("/").at(-1));
    expect(heard).toEqual(["auth", "subscribe", "unsubscribe", "ping", "pong", "fixes"]);
    const told = document.operations.tell.messages.map(({ $ref }) => $ref.split("/").at(-1));
    expect(told).toEqual(
      expect.arrayContaining(["subscribed", "position", "error", "ack", "pong"]),
    );
    expect(told).not.toContain("auth");
  });
});
