import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestDoor } from "./open-test-door.ts";

describe("on a real socket", () => {
  const { app } = openTestDoor();
  let port = 0;
  beforeAll(async () => {
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    port = Number(new URL(address).port);
  });
  afterAll(() => app.close());

  /** Says something raw, and hears whatever comes until the other side hangs up. */
  function say(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      let heard = "";
      socket.setEncoding("utf8");
      socket.on("data", (chunk) => (heard += chunk));
      socket.on("error", reject);
      socket.on("close", () => resolve(heard));
    });
  }

  test("headers beyond 16 KiB are refused, and the socket is closed", async () => {
    const heard = await say(
      `GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ${"a".repeat(20_000)}\r\n\r\n`,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 431 /);
  });

  test.for([
    ["no HTTP at all", "hello\r\n\r\n"],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n"],
    [
      "a length beside chunks",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["no host", "GET /healthz HTTP/1.1\r\n\r\n"],
  ])("%s is a bad request, and nothing behind it is heard", async ([, text]) => {
    const heard = await say(`${text ?? ""}GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n`);
    expect(heard).toMatch(/^HTTP\/1\.1 400 /);
    expect(heard).not.toContain("alive");
  });

  test("whoever dribbles headers or a body is timed", () => {
    const { headersTimeout, requestTimeout, maxHeadersCount } = app.server;
    expect([headersTimeout, requestTimeout]).toEqual([10_000, 30_000]);
    expect(maxHeadersCount).not.toBe(0);
  });
});
