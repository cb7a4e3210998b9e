import specs from "@asyncapi/specs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { LIVE_EVENTS } from "../socket/events.ts";
import { asyncApi } from "./async-api.ts";

const document = asyncApi({ version: "1.2.3" });

/** What the AsyncAPI initiative publishes for its documents. */
const published: object = { ...specs.schemasWithoutId["3.0.0"] };
const isAsyncApi = new Ajv({ strict: false, validateFormats: false }).compile(published);

describe("the AsyncAPI document", () => {
  test("is one, by the schema that AsyncAPI publishes", () => {
    expect(isAsyncApi(document), JSON.stringify(isAsyncApi.errors)).toBe(true);
  });

  test("would not be one with an operation that neither sends nor hears", () => {
    const { tell } = document.operations;
    const spoilt = { ...document, operations: { tell: { ...tell, action: "shout" } } };
    expect(isAsyncApi(spoilt)).toBe(false);
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
