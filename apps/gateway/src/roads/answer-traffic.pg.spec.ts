import { TRAFFIC_TOPIC } from "@msafara/domain";
import { Fault, type Id } from "@msafara/kernel";
import { openTraffic } from "@msafara/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FrontDesk, MORNING, openFrontDesk } from "../specs/open-front-desk.ts";
import { openTestDoor, type TestDoor } from "../specs/open-test-door.ts";
import { answerTraffic } from "./answer-traffic.ts";

const EVENTS = "/api/v1/admin/traffic/events";
const EARTH = { southWest: { lat: -90, lng: -180 }, northEast: { lat: 90, lng: 180 } };
const NO_EVENT = "trf_01jx5k7q3v9e2m8n4p6r0s1t2w";
/** A flooded road, until it is called off; each test spoils one thing. */
const FLOOD = {
  area: { southWest: { lat: -1.32, lng: 36.8 }, northEast: { lat: -1.28, lng: 36.85 } },
  speedShare: 0.4,
  from: new Date(MORNING).toISOString(),
  to: "2099-01-01T00:00:00.000Z",
  note: "Mombasa Road is under water",
};

let desk: FrontDesk;
let traffic: ReturnType<typeof openTraffic>;
let door: TestDoor;
let admin: { readonly id: Id<"usr"> };
let support: { readonly id: Id<"usr"> };
const book = { isDown: false };
const heard: string[] = [];

beforeAll(async () => {
  desk = await openFrontDesk();
  traffic = openTraffic(desk.url);
  admin = await desk.enterOperator();
  support = await desk.enterOperator("support");
  const tell: typeof traffic.tell = async (telling) => {
    if (book.isDown) throw new Fault("No database", { retry: true });
    return await traffic.tell(telling);
  };
  const live = { publish: (topic: string) => void heard.push(topic) };
  const house = { reception: desk.reception, traffic: { ...traffic, tell }, live };
  door = openTestDoor({ handlers: answerTraffic(house) });
});
afterAll(async () => {
  await traffic.close();
  await desk.close();
});

interface Wish {
  readonly as?: { readonly id: Id<"usr">; readonly role?: "driver" | "support" };
  readonly body?: object;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly language?: string;
}

async function post(path: string, { as = admin, body, key, dryRun, language }: Wish) {
  const { id: sub, role = "admin" } = { role: undefined, ...as };
  return await door.app.inject({
    method: "POST",
    url: `${EVENTS}${path}${dryRun === true ? "?dryRun=true" : ""}`,
    headers: {
      ...door.as({ sub, role: role ?? "admin" }),
      ...(key !== undefined && { "idempotency-key": key }),
      ...(language !== undefined && { "accept-language": language }),
    },
    ...(body !== undefined && { payload: body }),
  });
}

const tell = async (wish: Wish & { readonly spoil?: object } = {}) =>
  await post("", { ...wish, body: { ...FLOOD, ...wish.spoil } });
const callOff = async (id: string, wish: Wish = {}) => await post(`/${id}/call-off`, wish);

/** The record of an event, newest first. */
async function linesOf(resource: string) {
  const lines = await desk.identity.pageAudit({ resource, limit: 10 });
  return lines.map(({ act, who }) => ({ act, who }));
}

async function list(query = "") {
  const headers = door.as({ sub: support.id, role: "support" });
  return await door.app.inject({ url: `${EVENTS}${query}`, headers });
}

describe("telling what happens on the roads", () => {
  test("stands in the book, goes on record, and is heard of", async () => {
    const told = await tell();
    expect(told.statusCode).toBe(201);
    const { id } = told.json();
    expect(told.json()).toEqual({ ...FLOOD, id, calledOff: false, toldBy: admin.id });
    expect(await traffic.read(id)).toMatchObject({ revision: 1, effect: { share: 0.4 } });
    expect(heard).toContain(TRAFFIC_TOPIC);
    const { items } = (await list()).json();
    expect(items[0]).toEqual(told.json());
  });

  test("closes the roads where no share of the speed is left", async () => {
    const { id, speedShare } = (await tell({ spoil: { speedShare: 0 } })).json();
    expect(speedShare).toBe(0);
    expect(await traffic.read(id)).toMatchObject({ effect: "closed" });
  });

  test("is rehearsed without a trace, and done once for its key", async () => {
    const count = async () => (await list("?which=all")).json().items.length;
    const before = await count();
    const dry = await tell({ key: "once", dryRun: true });
    expect([dry.statusCode, await count()]).toEqual([200, before]);
    const [one, other] = [await tell({ key: "once" }), await tell({ key: "once" })];
    expect(other.body).toBe(one.body);
    expect([one, other].map(({ headers }) => headers["idempotency-replayed"])).toEqual([
      undefined,
      "true",
    ]);
    expect(await count()).toBe(before + 1);
    const reused = await tell({ key: "once", spoil: { note: "Another" } });
    expect(reused.json().code).toBe("idempotency-key-reused");
  });

  test("is told by the same key after the book was away", async () => {
    book.isDown = true;
    const away = await tell({ key: "again" });
    expect(away.json().code).toBe("try-again");
    book.isDown = false;
    const { id } = (await tell({ key: "again" })).json();
    expect(await traffic.read(id)).toMatchObject({ revision: 1 });
  });

  test("the first answer is given again, also when the event was called off since", async () => {
    const first = await tell({ key: "first" });
    await callOff(first.json().id);
    expect((await tell({ key: "first" })).body).toBe(first.body);
    expect(await traffic.read(first.json().id)).toMatchObject({ revision: 2 });
  });

  test.for([
    [{ to: FLOOD.from }, 400, "malformed"],
    [{ speedShare: 1.1 }, 400, "malformed"],
    [{ note: "" }, 400, "malformed"],
    [{ area: { ...FLOOD.area, northEast: FLOOD.area.southWest } }, 400, "malformed"],
    [
      { from: "2026-11-19T06:00:00Z", to: new Date(MORNING).toISOString() },
      422,
      "traffic-event-past",
    ],
    [{ area: EARTH }, 422, "traffic-area-too-large"],
    [{ area: { ...FLOOD.area, southWest: { lat: 1.32, lng: -36.8 } } }, 400, "malformed"],
    [
      { area: { ...FLOOD.area, southWest: { lat: -1.32, lng: -36.8 } } },
      422,
      "traffic-area-too-large",
    ],
  ] as const)("%j is refused", async ([spoil, status, code]) => {
    const english = await tell({ spoil });
    expect([english.statusCode, english.json().code]).toEqual([status, code]);
    const swahili = await tell({ spoil, language: "sw" });
    expect(swahili.json().title).not.toBe(english.json().title);
  });

  test("of half the earth says how large it is, and how large it may be", async () => {
    const { detail } = (await tell({ spoil: { area: EARTH } })).json();
    expect(detail).toMatch(/^It is 40032 km from side to side, and 500 km are the most/);
    const coast = { southWest: { lat: -4.7, lng: 38.8 }, northEast: { lat: -1.6, lng: 41.6 } };
    expect((await tell({ spoil: { area: coast }, dryRun: true })).statusCode).toBe(200);
  });

  test("is for operators, and not for those who were shut out since", async () => {
    const driver = await tell({ as: { id: admin.id, role: "driver" } });
    expect(driver.json().code).toBe("role-may-not");
    const gone = await desk.enterOperator("support");
    const out = { user: gone.id, now: MORNING, lift: false };
    await desk.identity.suspendUser(out);
    const told = await tell({ as: { id: gone.id, role: "support" } });
    expect(told.json().code).toBe("account-suspended");
  });
});

describe("calling off", () => {
  test("ends what was told; twice is once, and a rehearsal leaves it as it is", async () => {
    const { id } = (await tell()).json();
    const dry = await callOff(id, { dryRun: true });
    expect(dry.json()).toMatchObject({ calledOff: true });
    expect(await traffic.read(id)).toMatchObject({ revision: 1 });
    const off = await callOff(id, { as: { id: support.id, role: "support" } });
    expect([off.statusCode, off.json().calledOff]).toEqual([200, true]);
    expect(off.json()).not.toHaveProperty("to");
    expect(off.json().toldBy).toBe(support.id);
    expect(dry.json()).toEqual({ ...off.json(), toldBy: admin.id });
    expect((await callOff(id)).body).toBe(off.body);
    expect(await traffic.read(id)).toMatchObject({ revision: 2 });
    const current = (await list()).json().items as readonly { readonly id: string }[];
    expect(current.map((each) => each.id)).not.toContain(id);
  });

  test("is done by the same key after the book was away", async () => {
    const { id } = (await tell()).json();
    book.isDown = true;
    expect((await callOff(id, { key: "off" })).statusCode).toBe(503);
    book.isDown = false;
    expect((await callOff(id, { key: "off" })).json()).toMatchObject({ calledOff: true });
    expect(await traffic.read(id)).toMatchObject({ revision: 2 });
  });

  test("of two at once both are told that it is off", async () => {
    const { id } = (await tell()).json();
    const [one, other] = await Promise.all([
      callOff(id),
      callOff(id, { as: { id: support.id, role: "support" } }),
    ]);
    expect([one.json().calledOff, other.json().calledOff]).toEqual([true, true]);
    expect(await traffic.read(id)).toMatchObject({ revision: 2 });
  });

  test("goes on record once, under the name that the book has, however many do it at once", async () => {
    const { id } = (await tell()).json();
    const people = [admin, { id: support.id, role: "support" } as const];
    const answers = await Promise.all([...people, ...people].map((as) => callOff(id, { as })));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await linesOf(id)).toEqual([
      { act: "traffic.called-off", who: answers[0]!.json().toldBy },
      { act: "traffic.told", who: admin.id },
    ]);
  });

  test("is on record as his who did it, where another has to write it into the book", async () => {
    const { id } = (await tell()).json();
    book.isDown = true;
    expect((await callOff(id)).statusCode).toBe(503);
    book.isDown = false;
    const off = await callOff(id, { as: { id: support.id, role: "support" } });
    expect(off.json()).toMatchObject({ calledOff: true, toldBy: admin.id });
    expect(await linesOf(id)).toHaveLength(2);
  });

  test("what was never told cannot be called off", async () => {
    const told = await callOff(NO_EVENT);
    expect([told.statusCode, told.json().code]).toEqual([404, "traffic-event-not-found"]);
  });
});

test("the list is gone through page by page, the newest telling first", async () => {
  const { items } = (await list("?which=all&limit=200")).json();
  const seen: string[] = [];
  let next = "";
  do {
    const told = await list(`?which=all&limit=2${next}`);
    const { items: some, nextCursor } = told.json();
    seen.push(...some.map((each: { id: string }) => each.id));
    next = nextCursor === null ? "" : `&cursor=${nextCursor}`;
  } while (next !== "");
  expect(seen).toEqual(items.map((each: { id: string }) => each.id));
  expect(seen.length).toBeGreaterThan(4);
  expect((await list("?cursor=abcd")).json().code).toBe("cursor-unknown");
});
