import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runCommandLine } from "../run-command-line.ts";
import { deskAt } from "../specs/open-office.ts";

const ID = "trf_01jx5k7q3v9e2m8n4p6r0s1t2w";
const AREA = ["-1.32,36.8,-1.28,36.85", "Under water"];
const AS = ["--as", "+254712345678:safari njema"];
const TOKENS = {
  access_token: "a.b.c",
  refresh_token: "x".repeat(40),
  token_type: "Bearer",
  expires_in: 900,
};
const EVENT = {
  id: ID,
  area: { southWest: { lat: -1.32, lng: 36.8 }, northEast: { lat: -1.28, lng: 36.85 } },
  speedShare: 0.4,
  from: "2026-11-20T05:00:00.000Z",
  to: "2026-11-20T11:00:00.000Z",
  note: "Under water",
  calledOff: false,
  toldBy: "usr_01jx5k7q3v9e2m8n4p6r0s1t2w",
};

/** What a market answers to each address, good unless a test spoils it, and what it was asked. */
const asked: { readonly url: string; readonly body: any }[] = [];
let answers: Readonly<Record<string, readonly [status: number, body: unknown]>> = {};
let market: Server;
let url = "";

beforeAll(async () => {
  market = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = (request.url ?? "").replace("/api/v1", "");
      const text = Buffer.concat(chunks).toString();
      asked.push({
        url: `${request.method} ${path}`,
        body: text === "" ? undefined : JSON.parse(text),
      });
      const [status, body] = answers[`${request.method} ${path.split("?")[0]}`] ?? [204, undefined];
      response.writeHead(status, { "content-type": "application/json" });
      response.end(body === undefined ? "" : JSON.stringify(body));
    });
  });
  market.listen(0, "127.0.0.1");
  await once(market, "listening");
  url = `http://127.0.0.1:${(market.address() as AddressInfo).port}`;
});
afterAll(() => void market.close());
beforeEach(() => {
  asked.length = 0;
  answers = {
    "POST /auth/login": [200, TOKENS],
    "POST /admin/traffic/events": [201, EVENT],
    "GET /admin/traffic/events": [200, { items: [EVENT], nextCursor: null }],
    [`POST /admin/traffic/events/${ID}/call-off`]: [
      200,
      { ...EVENT, to: undefined, calledOff: true },
    ],
  };
});

const ask = async (...words: readonly string[]) => await runCommandLine(words, deskAt(undefined));
/** Somebody who sits there and gives this answer. */
const answering = (answer: string | undefined) => (): Promise<string | undefined> =>
  Promise.resolve(answer);
const at = () => [...AS, "--url", url];

describe("traffic", () => {
  test("is told, slowed for so long as was said", async () => {
    const told = await ask("traffic", "tell", ...at(), "--speed", "0.4", "--for", "6h", ...AREA);
    expect(told.lines).toEqual([
      expect.stringMatching(`^${ID}  slowed to 40 % until .*: Under water$`),
    ]);
    const { body } = asked.find((each) => each.url === "POST /admin/traffic/events")!;
    expect(body).toMatchObject({ area: EVENT.area, speedShare: 0.4, note: "Under water" });
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(6 * 3_600_000);
    expect(asked.at(-1)?.url).toBe("POST /auth/logout");
  });

  test("takes corners with a space behind each comma", async () => {
    await ask("traffic", "tell", ...at(), "-1.32, 36.8, -1.28, 36.85", "Flood");
    const { body } = asked.find((each) => each.url === "POST /admin/traffic/events")!;
    expect(body).toMatchObject({ area: EVENT.area });
  });

  test("is closed for an hour unless somebody says otherwise", async () => {
    await ask("traffic", "tell", ...at(), ...AREA);
    const { body } = asked.find((each) => each.url === "POST /admin/traffic/events")!;
    expect([body.speedShare, Date.parse(body.to) - Date.parse(body.from)]).toEqual([0, 3_600_000]);
  });

  test("is listed, for programs as JSON", async () => {
    const told = await ask("traffic", "list", ...at(), "--all", "--json");
    expect(JSON.parse(told.lines.join("\n"))).toEqual([EVENT]);
    expect(asked.map((each) => each.url)).toContain("GET /admin/traffic/events?which=all&limit=50");
    answers = { ...answers, "GET /admin/traffic/events": [200, { items: [], nextCursor: null }] };
    expect((await ask("traffic", "list", ...at())).lines).toEqual(["Nothing is told of the roads"]);
  });

  test("is called off", async () => {
    const told = await ask("traffic", "call-off", ID, ...at());
    expect(told.lines).toEqual([`${ID}  called off: Under water`]);
  });
});

describe("whoever is new to it is told what to do", () => {
  const refused = { code: "role-may-not", detail: "This is not for a driver.", status: 403 };

  test.for([
    [["list"], 1, /^Say who you are: --as PHONE of an admin/],
    [["list", ...AS], 1, /^Nothing answers at "http:\/\/127\.0\.0\.1:9"/],
    [["tell", ...AS, "Nairobi", "Flood"], 2, /south,west,north,east, the first/],
    [["tell", ...AS, "--speed", "2", ...AREA], 2, /a number from 0 to 1/],
    [
      ["tell", ...AS, "--for", "0", ...AREA],
      2,
      /a span such as 90s, 5m, 2h or 1d, and above zero$/,
    ],
    [["list", ...AS, "--url", "localhost:8080"], 2, /an address such as http/],
    [["call-off", "trf_1", ...AS], 2, /an id that "traffic list" shows/],
  ] as const)("%j", { timeout: 20_000 }, async ([words, exitCode, sentence]) => {
    const told = await ask("traffic", ...words);
    expect([told.exitCode, told.complaint]).toEqual([exitCode, expect.stringMatching(sentence)]);
  });

  test("corners the wrong way round are refused before anything is sent", async () => {
    const told = await ask("traffic", "tell", ...at(), "-1.28,36.8,-1.32,36.85", "Flood");
    expect(told.complaint).toMatch(
      /^<area> is "-1.28,.*": expected south,west,north,east, the first/,
    );
    expect(asked).toEqual([]);
  });

  test.for([
    ["in the environment", { password: "safari njema" }],
    ["at the terminal", { askSecret: answering("safari njema") }],
  ] as const)("a password %s stands in no list of processes", async ([, told]) => {
    const words = ["traffic", "list", "--as", "+254712345678", "--url", url];
    expect(await runCommandLine(words, deskAt(undefined, undefined, told))).toMatchObject({
      exitCode: 0,
    });
    const body = { phone: "+254712345678", password: "safari njema" };
    expect(asked[0]).toEqual({ url: "POST /auth/login", body });
  });

  test.for([
    ["nobody is there to be asked", {}, /set MSAFARA_PASSWORD$/],
    ["nothing is answered", { askSecret: answering(undefined) }, /^No password was given$/],
    ["Enter alone is answered", { askSecret: answering("") }, /^No password was given$/],
  ] as const)("without a password nobody comes in: %s", async ([, told, sentence]) => {
    const words = ["traffic", "list", "--as", "+254712345678", "--url", url];
    const { exitCode, complaint } = await runCommandLine(words, deskAt(undefined, undefined, told));
    expect([exitCode, complaint]).toEqual([1, expect.stringMatching(sentence)]);
    expect(asked).toEqual([]);
  });

  test("what is written behind the phone goes before the environment", async () => {
    const words = ["traffic", "list", ...at()];
    await runCommandLine(words, deskAt(undefined, undefined, { password: "another" }));
    expect(asked[0]?.body.password).toBe("safari njema");
  });

  test("at a crowded door an operator waits for his turn, as the people of a demo come in by it too", async () => {
    const crowded = { code: "too-many-requests", detail: "Too many.", status: 429 };
    const turns = [[429, crowded] as const, [200, TOKENS] as const];
    answers = {
      ...answers,
      get "POST /auth/login"() {
        return turns.shift() ?? ([500, undefined] as const);
      },
    };
    expect((await ask("traffic", "list", ...at())).exitCode).toBe(0);
  });

  test("who may not is told so by the market", async () => {
    answers = { ...answers, "GET /admin/traffic/events": [403, refused] };
    const told = await ask("traffic", "list", ...at());
    expect(told.complaint).toBe("This is not for a driver. (role-may-not)");
  });
});
