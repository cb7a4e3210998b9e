import { generateKeyPairSync, sign } from "node:crypto";
import { Readable } from "node:stream";
import type { ROUTES } from "@msafara/contracts";
import { Fault, refuse } from "@msafara/kernel";
import { openStillWorld } from "@msafara/runtime/memory";
import { describe, expect, test } from "vitest";
import { KEYS, openTestDoor } from "../specs/open-test-door.ts";
import type { Call, Handlers } from "./handler.ts";

const SHIPMENT = "shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const BID = "bid_01jx5k7q3v9e2m8n4p6r0s1t2w";
const AWARD = `/api/v1/shipments/${SHIPMENT}/award`;
const LOGIN = { phone: "+254712345678", password: "safari njema" };

type Toys = Partial<Handlers<typeof ROUTES>>;

/** A market of toys: each answers well; a test spoils one. */
function openToys(spoil: Toys = {}, more: Parameters<typeof openTestDoor>[0] = {}) {
  const calls: Call[] = [];
  const heard = (call: object) => void calls.push(call as Call);
  const door = openTestDoor({
    ...more,
    handlers: {
      readStats: async (call) => {
        heard(call);
        return { status: 200, body: STATS };
      },
      listPayments: async (call) => {
        heard(call);
        return { status: 200, body: { items: [], nextCursor: null } };
      },
      awardBid: async (call) => {
        heard(call);
        const awarded = { status: "awarding" } as const;
        return call.dryRun ? { rehearsed: awarded } : { status: 202, body: awarded };
      },
      login: async () => refuse("credentials-wrong"),
      logout: async (call) => {
        heard(call);
        return { status: 204, body: null };
      },
      createApiKey: async () => refuse("role-may-not", { role: "admin" }),
      ...spoil,
    },
  });
  const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
    door.app.inject({ method: "POST", url, payload, headers: { ...door.as(), ...headers } });
  return { ...door, calls, post };
}

const STATS = {
  at: Date.UTC(2026, 10, 20),
  shipments: { open: 1, booked: 2, underWay: 3, delivered: 4 },
  bids: { lastHour: 1, lastDay: 2 },
  drivers: { registered: 5, available: 3 },
  agents: { active: 9 },
};

describe("who comes", () => {
  test("is known by a token, and is told to the handler with where he comes from", async () => {
    const { post, calls } = openToys();
    const answer = await post(
      AWARD,
      { bidId: BID },
      { "x-request-id": "r-1", "user-agent": "app" },
    );
    expect([answer.statusCode, answer.json()]).toEqual([202, { status: "awarding" }]);
    expect(calls).toEqual([
      {
        params: { id: SHIPMENT },
        query: {},
        body: { bidId: BID },
        dryRun: false,
        language: "en",
        origin: { address: "127.0.0.1", device: "app", requestId: "r-1" },
        visitor: expect.objectContaining({
          actor: {
            userId: "usr_00000000000000000000000001",
            role: "shipper",
            agentId: "shr_00000000000000000000000001",
          },
          principal: "usr_00000000000000000000000001",
        }),
      },
    ]);
  });

  test.for<readonly [string, Record<string, string>, string]>([
    ["with nothing", { authorization: "" }, "token-invalid"],
    ["with another scheme", { authorization: "Basic YTpi" }, "token-invalid"],
    ["with a word", { authorization: "Bearer hello" }, "token-invalid"],
    ["with a token of no algorithm", { authorization: `Bearer ${forge("none")}` }, "token-invalid"],
    [
      "with a token of another's key",
      { authorization: `Bearer ${forge("EdDSA")}` },
      "token-invalid",
    ],
    [
      "with a token of another kind",
      { authorization: `Bearer ${forge("HS256")}` },
      "token-invalid",
    ],
  ])("is not let in %s", async ([, headers, code]) => {
    const { post, calls } = openToys();
    const answer = await post(AWARD, { bidId: BID }, headers);
    expect(answer.json()).toMatchObject({ status: 401, code });
    expect(answer.headers["www-authenticate"]).toContain('error="invalid_token"');
    expect(calls).toEqual([]);
  });

  test("is not let in with a token that has ended, to the millisecond", async () => {
    const world = openStillWorld();
    const { app, as } = openToys({}, { world });
    const headers = as();
    const { expiresAt } = { expiresAt: Math.floor((world.now() + 900_000) / 1_000) * 1_000 };
    await world.move(expiresAt - world.now() - 1);
    expect((await app.inject({ url: "/api/v1/payments", headers })).statusCode).toBe(200);
    await world.move(1);
    const late = await app.inject({ url: "/api/v1/payments", headers });
    expect(late.json()).toMatchObject({ status: 401, code: "token-expired" });
  });

  test("is told to sign in, when he shows nothing", async () => {
    const { app } = openToys();
    const answer = await app.inject("/api/v1/payments");
    expect(answer.json()).toMatchObject({ status: 401, code: "token-missing" });
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="msafara"');
  });

  test("is a guest where anybody may ask, though his token has ended", async () => {
    const { app, calls } = openToys();
    const headers = { authorization: "Bearer of-old" };
    expect((await app.inject({ url: "/api/v1/stats", headers })).statusCode).toBe(200);
    expect(calls).toMatchObject([{ visitor: undefined }]);
  });

  test("may hold a token of a key that was just made: the ring is read anew, once", async () => {
    let asked = 0;
    const readAnew = async () => {
      asked += 1;
      return true;
    };
    const { app } = openToys({}, { readAnew });
    const headers = { authorization: `Bearer ${forge("EdDSA")}` };
    await app.inject({ url: "/api/v1/payments", headers });
    expect(asked).toBe(1);
  });

  test("is turned away by role, and let in by his office in an organization", async () => {
    const { app, as } = openToys();
    const ask = (claims: Parameters<typeof as>[0]) =>
      app.inject({ url: "/api/v1/payments", headers: as(claims) });
    const facility = await ask({ role: "facility" });
    expect(facility.json()).toMatchObject({
      status: 403,
      code: "role-may-not",
      detail: "It is not for the role facility.",
    });
    const org = "org_00000000000000000000000001";
    expect((await ask({ role: "facility", org, orgRole: "driver" })).statusCode).toBe(403);
    expect((await ask({ role: "facility", org, orgRole: "owner" })).statusCode).toBe(200);
  });
});

test("what passes is written down: what was asked, by whom, with what end, and no more (U42)", async () => {
  const { post, log } = openToys();
  await post(AWARD, { bidId: BID }, { "x-request-id": "r-2" });
  const line = JSON.parse(log.find((text) => text.includes("request.answered")) ?? "{}");
  expect(line).toMatchObject({
    event: "request.answered",
    requestId: "r-2",
    principal: "usr_00000000000000000000000001",
    method: "POST",
    endpoint: "/api/v1/shipments/:id/award",
    status: 202,
  });
  expect(log.join("")).not.toMatch(/Bearer|bid_/);
});

describe("a machine", () => {
  test("comes in by its key where the key is for it, and is told what else it would need", async () => {
    const { app } = openToys();
    const ask = (key: string) =>
      app.inject({
        method: "POST",
        url: AWARD,
        payload: { bidId: BID },
        headers: { "x-api-key": key },
      });
    expect((await ask(KEYS.shipments)).statusCode).toBe(202);
    expect((await ask(KEYS.desk)).json()).toMatchObject({
      status: 403,
      code: "scope-missing",
      detail: "It lacks the scope `shipments`.",
    });
    const unknown = `msf_live_${"z".repeat(43)}`;
    for (const key of [unknown, "msf_live_short", "", `${KEYS.shipments}, ${KEYS.desk}`]) {
      expect((await ask(key)).json()).toMatchObject({ status: 401, code: "api-key-invalid" });
    }
  });

  test("shows its key in vain where no key is looked at", async () => {
    const { app } = openToys();
    const headers = { "x-api-key": KEYS.shipments };
    const answer = await app.inject({ method: "POST", url: "/api/v1/auth/logout", headers });
    expect(answer.json()).toMatchObject({ code: "token-missing" });
  });
});

describe("what is asked", () => {
  test.for<readonly [string, string, object, string]>([
    ["an unknown field", AWARD, { bidId: BID, tip: 1 }, "/tip"],
    ["a field that is missing", AWARD, {}, "/bidId"],
    ["an id of another kind", AWARD.replace("shp_", "drv_"), { bidId: BID }, "/id"],
    ["an unknown question", `${AWARD}?debug=1`, { bidId: BID }, "/debug"],
    ["a question asked twice", `${AWARD}?dryRun=true&dryRun=false`, { bidId: BID }, "/dryRun"],
    ["a list for a body", AWARD, [BID], ""],
  ])("is refused with the place of %s", async ([, url, body, path]) => {
    const { post, calls } = openToys();
    const answer = await post(url, body);
    expect(answer.json()).toMatchObject({ status: 400, code: "malformed" });
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toContain(path);
    expect(calls).toEqual([]);
  });

  test("is refused in the caller's language, with everything that is wrong at once", async () => {
    const { post } = openToys();
    const headers = { "accept-language": "sw-KE" };
    const answer = await post(`${AWARD}?x=1`, { bidId: 7 }, headers);
    expect(answer.headers["content-language"]).toBe("sw");
    expect(answer.json()).toMatchObject({ title: "Ombi haliwezi kusomwa" });
    expect(answer.json().errors).toHaveLength(2);
  });

  test.for<readonly [string, string, string]>([
    ["too large", "application/json", `{"bidId":"${"x".repeat(1_100_000)}"}`],
    ["not JSON by its own word", "text/plain", "hello"],
    ["XML", "application/xml", "<a/>"],
  ])("is refused when it is %s", async ([, type, body]) => {
    const { app, as } = openToys();
    const headers = { ...as(), "content-type": type };
    const answer = await app.inject({ method: "POST", url: AWARD, headers, body });
    expect(["body-too-large", "unsupported-media-type"]).toContain(answer.json().code);
    expect(answer.headers["ratelimit-limit"]).toBe("100");
  });

  test("has no body where none is taken: then nothing is said of its kind", async () => {
    const { app, as, calls } = openToys();
    const url = "/api/v1/auth/logout";
    const send = (type: string, body: string) =>
      app.inject({ method: "POST", url, headers: { ...as(), "content-type": type }, body });
    for (const body of ["", "{}", "null"]) {
      expect((await send("application/json", body)).statusCode).toBe(204);
    }
    expect((await send("application/json", '{"all":true}')).json()).toMatchObject({ status: 400 });
    expect((await send("text/plain", "hi")).json()).toMatchObject({ code: "malformed" });
    expect(calls).toHaveLength(3);
  });

  test("that breaks off is told to be no JSON, in the language of its sender", async () => {
    const { app, as } = openToys();
    const send = async (language: string) => {
      const json = { "content-type": "application/json", "accept-language": language };
      const headers = { ...as(), ...json };
      const answer = await app.inject({ method: "POST", url: AWARD, headers, body: '{"bidId":' });
      const { code, errors } = answer.json<{ code: string; errors: unknown }>();
      return [answer.statusCode, code, errors];
    };
    const told = (message: string) => [400, "malformed", [{ path: "", message }]];
    expect(await send("en")).toEqual(told("is no JSON that can be read"));
    expect(await send("sw")).toEqual(told("si JSON inayoweza kusomwa"));
  });

  test("that would poison a prototype is not read", async () => {
    const { app, as } = openToys();
    const headers = { ...as(), "content-type": "application/json" };
    const body = `{"bidId":"${BID}","__proto__":{"isAdmin":true}}`;
    const answer = await app.inject({ method: "POST", url: AWARD, headers, body });
    expect(answer.json()).toMatchObject({ status: 400, code: "malformed" });
  });
});

describe("a command", () => {
  test("carries its key to the handler", async () => {
    const { post, calls } = openToys();
    await post(AWARD, { bidId: BID }, { "idempotency-key": "k-1" });
    expect(calls).toMatchObject([{ key: "k-1", dryRun: false }]);
  });

  test.for(["", "two words", "x".repeat(201), "schlüssel"])(
    "with the key %j is refused",
    async (key) => {
      const { post, calls } = openToys();
      const answer = await post(AWARD, { bidId: BID }, { "idempotency-key": key });
      expect(answer.json()).toMatchObject({
        status: 400,
        code: "idempotency-key-malformed",
        detail: expect.stringContaining("200"),
      });
      expect(calls).toEqual([]);
    },
  );

  test("under a key that was used for something else is refused", async () => {
    const { post } = openToys({ awardBid: async () => ({ keyReused: true }) });
    const answer = await post(AWARD, { bidId: BID }, { "idempotency-key": "k-1" });
    expect(answer.json()).toMatchObject({ status: 422, code: "idempotency-key-reused" });
  });

  test("can be rehearsed, and says that nothing was done", async () => {
    const { post, calls } = openToys();
    const answer = await post(`${AWARD}?dryRun=true`, { bidId: BID });
    expect([answer.statusCode, answer.headers["x-dry-run"]]).toEqual([200, "true"]);
    expect(answer.json()).toEqual({ status: "awarding" });
    expect(calls).toMatchObject([{ dryRun: true }]);
  });

  test("that answers a rehearsal in earnest is our mistake", async () => {
    const { post } = openToys({
      awardBid: async () => ({ status: 202, body: { status: "awarding" } }),
    });
    expect((await post(`${AWARD}?dryRun=true`, { bidId: BID })).statusCode).toBe(500);
  });

  test.for([
    ["busy", 503, "1"],
    ["outcome-unknown", 503, "3"],
    ["turn-failed", 500, undefined],
  ] as const)(
    "that finds its agent %s is told when to come again",
    async ([away, status, after]) => {
      const retryAfterMs = away === "busy" ? 20 : 2_001;
      const { post } = openToys({ awardBid: async () => ({ away, retryAfterMs }) });
      const answer = await post(AWARD, { bidId: BID });
      expect(answer.json()).toMatchObject({ status, code: away });
      expect(answer.headers["retry-after"]).toBe(after);
    },
  );
});

test("a read that finds its agent moving is told to try again, for it knows no other word", async () => {
  const { app, as } = openToys({
    listPayments: async () => ({ away: "no-owner", retryAfterMs: 900 }),
  });
  const answer = await app.inject({ url: "/api/v1/payments", headers: as() });
  expect(answer.json()).toMatchObject({ status: 503, code: "try-again" });
});

describe("what is about tokens and codes", () => {
  test("is not rehearsed, and takes no key", async () => {
    const { app } = openToys();
    const ask = (url: string, headers: Record<string, string>) =>
      app.inject({ method: "POST", url, payload: LOGIN, headers });
    const rehearsed = await ask("/api/v1/auth/login?dryRun=true", {});
    expect(rehearsed.json()).toMatchObject({ status: 422, code: "dry-run-not-offered" });
    const keyed = await ask("/api/v1/auth/login", { "idempotency-key": "k-1" });
    expect(keyed.json()).toMatchObject({
      code: "malformed",
      errors: [{ path: "/Idempotency-Key", message: "is not known here" }],
    });
  });
});

describe("a refusal", () => {
  test("is told in words, with its facts, and never by its inner name", async () => {
    const { post, log } = openToys({
      awardBid: async () => refuse("not-yours", { role: "shipper" }),
    });
    const answer = await post(AWARD, { bidId: BID });
    expect(answer.json()).toMatchObject({ status: 404, code: "not-found" });
    expect(answer.body).not.toContain("not-yours");
    expect(log.join("")).not.toContain("refusal.undeclared");
  });

  test("that nobody wrote a sentence for is ours, and is written down", async () => {
    const { post, log } = openToys({ awardBid: async () => refuse("moon-in-the-way") });
    expect((await post(AWARD, { bidId: BID })).json()).toMatchObject({
      status: 500,
      code: "broken",
    });
    expect(log.join("")).toContain('"code":"moon-in-the-way"');
  });
});

describe("a read", () => {
  test("has a tag, and is not sent again to whoever has it", async () => {
    const { app } = openToys();
    const first = await app.inject("/api/v1/stats");
    const { etag } = first.headers;
    expect(first.json()).toMatchObject({ at: "2026-11-20T00:00:00.000Z" });
    for (const asked of [String(etag), `W/${String(etag)}`, `"other", ${String(etag)}`, "*"]) {
      const again = await app.inject({ url: "/api/v1/stats", headers: { "if-none-match": asked } });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, "", etag]);
    }
    const other = await app.inject({ url: "/api/v1/stats", headers: { "if-none-match": '"x"' } });
    expect(other.statusCode).toBe(200);
  });

  test("that the handler knows to be unchanged is told so, with its tag", async () => {
    const readShipment = async ({ ifNoneMatch = "" }) => ({ unchanged: ifNoneMatch });
    const { app, as } = openToys({ readShipment });
    const headers = { ...as(), "if-none-match": '"the-last"' };
    const url = "/api/v1/shipments/shp_00000000000000000000000001";
    const { statusCode, body, headers: told } = await app.inject({ url, headers });
    expect([statusCode, body, told.etag]).toEqual([304, "", '"the-last"']);
  });

  test("can be asked for by its head alone", async () => {
    const { app } = openToys();
    const head = await app.inject({ method: "HEAD", url: "/api/v1/stats" });
    expect([head.statusCode, head.body]).toEqual([200, ""]);
    expect(head.headers.etag).toBeDefined();
  });
});

describe("an address", () => {
  test("that is far too long is counted and read like any other, and told where it is wrong", async () => {
    const { post } = openToys();
    const url = `/api/v1/shipments/shp_${"0".repeat(900)}/award`;
    const told = await post(url, { bidId: BID });
    expect(told.statusCode).toBe(400);
    expect(told.headers["ratelimit-remaining"]).toBe("99");
    expect(told.json()).toMatchObject({ code: "malformed", errors: [{ path: "/id" }] });
  });

  test("tells every other method what is answered there", async () => {
    const { app } = openToys();
    for (const method of ["PUT", "DELETE", "GET", "HEAD"] as const) {
      const answer = await app.inject({ method, url: AWARD });
      expect([answer.statusCode, answer.headers.allow]).toEqual([405, "POST, OPTIONS"]);
    }
    const options = await app.inject({ method: "OPTIONS", url: "/api/v1/stats" });
    expect([options.statusCode, options.headers.allow]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });

  test.for(["/api/v1/stats/", "/api/v1/STATS", "/api/v1//stats", "/api/v1/bids/1"])(
    "%s is another one, and nothing is there",
    async (url) => {
      expect((await openToys().app.inject(url)).json()).toMatchObject({ code: "not-found" });
    },
  );
});

describe("limits", () => {
  test("a user has 100 requests a minute, and is told what is left (U37)", async () => {
    const world = openStillWorld();
    const { app, as } = openToys({}, { world });
    const ask = (headers = as()) => app.inject({ url: "/api/v1/payments", headers });
    const first = await ask();
    expect(first.headers).toMatchObject({
      "ratelimit-limit": "100",
      "ratelimit-remaining": "99",
      "ratelimit-reset": "60",
    });
    for (let at = 1; at < 100; at++) await ask();
    await world.move(15_000);
    const over = await ask();
    expect(over.json()).toMatchObject({ status: 429, code: "too-many-requests" });
    expect(over.headers).toMatchObject({
      "retry-after": "45",
      "ratelimit-remaining": "0",
      "ratelimit-reset": "45",
    });
    expect((await ask(as({ sub: "usr_00000000000000000000000002" }))).statusCode).toBe(200);
    await world.move(45_000);
    expect((await ask()).statusCode).toBe(200);
  });

  test("a key has 1,000, wherever it comes from (U37)", async () => {
    const { app } = openToys();
    const headers = { "x-api-key": KEYS.shipments };
    const answer = await app.inject({ method: "POST", url: AWARD, payload: {}, headers });
    expect(answer.headers["ratelimit-limit"]).toBe("1000");
  });

  test("whoever tries passwords has 20 an address, whatever he says of himself", async () => {
    const { app } = openToys();
    const headers = { "x-forwarded-for": "1.2.3.4" };
    const ask = () =>
      app.inject({ method: "POST", url: "/api/v1/auth/login", payload: LOGIN, headers });
    for (let at = 0; at < 20; at++) expect((await ask()).statusCode).toBe(401);
    expect((await ask()).statusCode).toBe(429);
  });

  test("behind an edge of ours callers are told apart by what it says", async () => {
    const { app } = openToys({}, { trustProxy: true });
    const ask = (from: string) =>
      app.inject({ url: "/api/v1/stats", headers: { "x-forwarded-for": from } });
    await ask("41.90.5.7");
    const again = await ask("41.90.5.7");
    const other = await ask("41.90.5.8");
    expect(again.headers["ratelimit-remaining"]).toBe("98");
    expect(other.headers["ratelimit-remaining"]).toBe("99");
  });
});

describe("pages of other origins", () => {
  const preflight = { origin: "https://app.msafara.test", "access-control-request-method": "POST" };
  const origins = ["https://app.msafara.test"];

  test("may call when they are named, and read what they need (U41)", async () => {
    const { app } = openToys({}, { origins });
    const asked = await app.inject({ method: "OPTIONS", url: AWARD, headers: preflight });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers["access-control-allow-headers"]).toContain("idempotency-key");
    const answer = await app.inject({
      url: "/api/v1/stats",
      headers: { origin: preflight.origin },
    });
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "https://app.msafara.test",
      vary: "origin",
    });
    expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
  });

  test.for(["https://evil.test", "null", "https://app.msafara.test.evil.test"])(
    "may not call from %s",
    async (origin) => {
      const { app } = openToys({}, { origins });
      const headers = { ...preflight, origin };
      const answer = await app.inject({ method: "OPTIONS", url: AWARD, headers });
      expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    },
  );
});

/** A token that this market did not make. */
function forge(alg: string): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = part({ alg, typ: "JWT", kid: "forged" });
  const claims = { sub: "usr_1", role: "admin", agent: null, org: null, orgRole: null };
  const times = { family: "fam_1", auth_time: 0, iat: 0, exp: 99_999_999_999 };
  const signed = `${head}.${part({ iss: "msafara", ...claims, ...times })}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}`;
}

describe("what hangs", () => {
  /** A question that is put and not answered, until it fails. */
  function openHang() {
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<never>();
    const hang = async () => {
      asked.resolve();
      return await answer.promise;
    };
    return { hang, asked: asked.promise, fail: answer.reject };
  }

  async function toldBy(asking: Promise<Response>) {
    const answer = await asking;
    return [answer.statusCode, answer.headers["retry-after"], answer.json<{ code: string }>().code];
  }
  type Response = Awaited<ReturnType<ReturnType<typeof openToys>["post"]>>;

  test("keeps nobody: of a command nobody knows, for a read one may come again", async () => {
    const world = openStillWorld();
    const [award, stats] = [openHang(), openHang()];
    const toys = { awardBid: award.hang, readStats: stats.hang };
    const { post, app, as } = openToys(toys, { world });
    const told = Promise.all([
      toldBy(post(AWARD, { bidId: BID })),
      toldBy(app.inject({ url: "/api/v1/stats", headers: as() })),
    ]);
    await Promise.all([award.asked, stats.asked]);
    await world.move(10_000);
    expect(await told).toEqual([
      [503, "1", "outcome-unknown"],
      [503, "1", "try-again"],
    ]);
  });

  test("and fails when nobody listens any more, without harm", async () => {
    const world = openStillWorld();
    const { hang, asked, fail } = openHang();
    const { post, log } = openToys({ awardBid: hang }, { world });
    const told = toldBy(post(AWARD, { bidId: BID }));
    await asked;
    await world.move(10_000);
    expect(await told).toEqual([503, "1", "outcome-unknown"]);
    fail(new Error("the connection was cut"));
    expect((await post(AWARD, { bidId: "bid" })).statusCode).toBe(400);
    expect(log.join()).not.toContain("the connection was cut");
  });

  test("at the greeting and behind it keeps nobody for longer than one of them", async () => {
    const world = openStillWorld();
    const [greeting, award] = [openHang(), openHang()];
    const readAnew = async () => {
      greeting.hang().catch(() => undefined);
      await world.sleep(6_000);
      return false;
    };
    const { app } = openToys({ login: award.hang }, { world, readAnew });
    const headers = { authorization: `Bearer ${forge("EdDSA")}` };
    const payload = LOGIN;
    const told = toldBy(
      app.inject({ method: "POST", url: "/api/v1/auth/login", headers, payload }),
    );
    await greeting.asked;
    await world.move(6_000);
    await award.asked;
    await world.move(4_000);
    expect(await told).toEqual([503, "1", "try-again"]);
  });

  test("is not who sends slowly: he is answered when he has sent", async () => {
    const world = openStillWorld();
    const { app, as, calls } = openToys({}, { world });
    const greeted = Promise.withResolvers<void>();
    const payload = new Readable({ read: () => greeted.resolve() });
    const headers = { ...as(), "content-type": "application/json" };
    const told = app.inject({ method: "POST", url: AWARD, headers, payload });
    await greeted.promise;
    await world.move(12_000);
    payload.push(JSON.stringify({ bidId: BID }));
    payload.push(null);
    expect([(await told).statusCode, calls.length]).toEqual([202, 1]);
  });

  test("at the greeting keeps nobody either", async () => {
    const world = openStillWorld();
    const { hang, asked } = openHang();
    const { app } = openToys({}, { world, readAnew: hang });
    const headers = { authorization: `Bearer ${forge("EdDSA")}` };
    const told = toldBy(app.inject({ url: "/api/v1/payments", headers }));
    await asked;
    await world.move(10_000);
    expect(await told).toEqual([503, "2", "try-again"]);
  });

  test("or fails there, and whoever asked was counted all the same", async () => {
    const readAnew = async () => {
      throw new Fault("The database is away", { retry: true });
    };
    const { app } = openToys({}, { readAnew });
    const headers = { authorization: `Bearer ${forge("EdDSA")}` };
    const answer = await app.inject({ url: "/api/v1/payments", headers });
    const left = answer.headers["ratelimit-remaining"];
    expect([answer.statusCode, answer.headers["retry-after"], left]).toEqual([503, "2", "99"]);
  });
});
