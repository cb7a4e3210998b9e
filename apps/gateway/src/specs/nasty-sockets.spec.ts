import { connect, type Server } from "node:net";
import { problemSchema } from "@msafara/contracts";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openTestDoor } from "./open-test-door.ts";

describe("on a real socket", () => {
  const { app } = openTestDoor();
  app.get("/slow", async () => await new Promise(() => {}));
  let port = 0;
  beforeAll(async () => {
    const address = await app.listen({ host: "127.0.0.1", port: 0 });
    port = Number(new URL(address).port);
  });
  afterAll(() => app.close());

  /** Says something raw, and hears whatever comes until the other side hangs up. */
  function say(text: string, options: { allowHalfOpen?: boolean } = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const to = { port, host: "127.0.0.1", ...options };
      const socket = connect(to, () => socket.write(text));
      let heard = "";
      socket.setEncoding("utf8");
      socket.on("data", (chunk) => (heard += chunk));
      socket.on("error", reject);
      for (const over of ["end", "close"]) socket.on(over, () => resolve(heard));
    });
  }

  test("headers beyond 16 KiB are refused, and the socket is closed", async () => {
    const heard = await say(
      `GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ${"a".repeat(20_000)}\r\n\r\n`,
    );
    expect(problemIn(heard)).toBe("malformed");
  });

  test.for([
    ["no HTTP at all", "hello\r\n\r\n"],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n"],
    [
      "a length beside chunks",
      "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["no host", "GET /healthz HTTP/1.1\r\n\r\n"],
    ["a folded header", "GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: 1\r\n 2\r\n\r\n"],
    ["a NUL", "GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: a\0b\r\n\r\n"],
  ])("%s is a bad request, and nothing behind it is heard", async ([, text]) => {
    const heard = await say(`${text ?? ""}GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n`);
    expect(problemIn(heard)).toBe("malformed");
    expect(heard).not.toContain("alive");
  });

  test("what is expected of us beyond our knowledge is refused", async () => {
    const heard = await say("GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\n\r\n");
    expect(problemIn(heard)).toBe("malformed");
  });

  test("whoever is refused beside the door is told no more of his address than elsewhere", async () => {
    const path = `/api/v1/${"a".repeat(8_000)}`;
    const expected = await say(`GET ${path}?a=1 HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\n\r\n`);
    expect(problemIn(expected)).toBe("malformed");
    expect(JSON.parse(bodyOf(expected)).instance).toBe(path.slice(0, 2_048));
  });

  test("rubbish behind a request that is being answered is not taken for its answer", async () => {
    const heard = await say("GET /slow HTTP/1.1\r\nhost: x\r\n\r\nrubbish\r\n\r\n");
    expect(heard).toBe("");
  });

  test("whoever is refused is hung up on, though he does not", async () => {
    const heard = await say("rubbish\r\n\r\n", { allowHalfOpen: true });
    expect(problemIn(heard)).toBe("malformed");
    await vi.waitFor(async () => expect(await connectionsOf(app.server)).toBe(0));
  });

  test("whoever dribbles headers or a body is timed", () => {
    const { headersTimeout, requestTimeout, maxHeadersCount } = app.server;
    expect([headersTimeout, requestTimeout]).toEqual([10_000, 30_000]);
    expect(maxHeadersCount).not.toBe(0);
  });
});

test("whoever hangs up while he is being looked at is no fault of ours", async () => {
  const gone = Promise.withResolvers<boolean>();
  const { app, log } = openTestDoor({ readAnew: () => gone.promise });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const head = { alg: "EdDSA", typ: "JWT", kid: "of another gateway" };
  const token = `${Buffer.from(JSON.stringify(head)).toString("base64url")}.e30.AA`;
  app.server.once("request", ({ socket }) => {
    socket.once("close", () => gone.resolve(false));
    caller.destroy();
  });
  const caller = connect(Number(new URL(address).port), "127.0.0.1", () => {
    caller.write(
      `GET /api/v1/health HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`,
    );
  });
  await gone.promise;
  await app.close();
  expect(log.filter((line) => line.includes("request.failed"))).toEqual([]);
});

/** The code of the one document that is all that was said. */
function problemIn(heard: string): string {
  const [head = ""] = heard.split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1\.1 400 /);
  expect(head).toMatch(/^content-type: application\/problem\+json/im);
  const problem = problemSchema.parse(JSON.parse(bodyOf(heard)));
  expect(head.toLowerCase()).toContain(`x-request-id: ${problem.requestId}`);
  expect(problem.status).toBe(400);
  return problem.code;
}

function bodyOf(heard: string): string {
  return heard.slice(heard.indexOf("\r\n\r\n") + 4);
}

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
}
