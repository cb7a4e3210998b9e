import { ALL_ROUTES } from "@msafara/contracts";
import { describe, expect, test } from "vitest";
import { openTestDoor, SOUND } from "../specs/open-test-door.ts";

describe("the documents", () => {
  const { app } = openTestDoor();

  test.for(["/openapi.json", "/asyncapi.json"])(
    "%s is there for machines, with a tag",
    async (url) => {
      const { headers, statusCode } = await app.inject(url);
      expect([statusCode, headers["content-type"]]).toEqual([200, expect.stringContaining("json")]);
      const again = await app.inject({ url, headers: { "if-none-match": String(headers.etag) } });
      expect([again.statusCode, again.body]).toEqual([304, ""]);
    },
  );

  test("the page for people shows every operation, and lets a browser run nothing", async () => {
    const { headers, body } = await app.inject("/docs");
    expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(body).not.toContain("<script");
    for (const { id } of ALL_ROUTES) expect(body).toContain(`<details id="${id}">`);
    for (const [, name] of body.matchAll(/href="#(\w+)"/g)) expect(body).toContain(`id="${name}"`);
    expect(body).toContain("<code>cursor</code>");
    expect(body.match(/<nav.*<\/nav>/)?.[0]).toContain("Shipments");
  });
});

describe("the health of the market", () => {
  test("says on what it runs, and whom it asks outside (R15)", async () => {
    const vitals = { vendors: { sms: "stand-in", stripe: "real" } } as const;
    const { app } = openTestDoor({ vitals });
    expect((await app.inject("/api/v1/health")).json()).toEqual({
      status: "ok",
      version: SOUND.version,
      checks: {
        database: "ok",
        redis: "in-process",
        agents: "ok",
        vendors: { sms: "stand-in", stripe: "real" },
      },
    });
  });

  const away = () => Promise.reject(new TypeError("away"));
  test.for([
    ["down", { placement: away }],
    ["degraded", { placement: async () => ({ nodes: 1, owned: 1, partitions: 1_024 }) }],
    ["degraded", { bus: { kind: "redis", answers: away } }],
  ] as const)("is %s when a part is away", async ([status, vitals]) => {
    const { app } = openTestDoor({ vitals });
    expect((await app.inject("/api/v1/health")).json()).toMatchObject({ status });
  });
});
