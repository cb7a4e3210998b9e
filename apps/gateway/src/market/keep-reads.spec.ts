import type { ROUTES } from "@msafara/contracts";
import { Fault, type Id, openDeadlines, refuse } from "@msafara/kernel";
import { openMemoryBus, openStillWorld } from "@msafara/runtime/memory";
import { describe, expect, test } from "vitest";
import type { Call, Handlers, Visitor } from "../door/handler.ts";
import { keepReads, type KeptRoutes } from "./keep-reads.ts";

const SHIPMENT = "shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const AMINA: Visitor = {
  actor: { userId: "usr_amina", role: "shipper", agentId: "shr_amina" },
  principal: "usr_amina",
  session: { family: "fam_amina", authAt: 0 },
};
const OTIENO: Visitor = {
  actor: { userId: "usr_otieno", role: "shipper", agentId: "shr_otieno" },
  principal: "usr_otieno",
  session: { family: "fam_otieno", authAt: 0 },
};

const TAG = '"tag"';

function lost(): Fault {
  const cause = Object.assign(new TypeError("connect"), { code: "ECONNREFUSED" });
  return new Fault("The database failed us", { retry: true, cause });
}

/** A market that answers with a shipment; each test takes its database away, or something else. */
function openShop() {
  const world = openStillWorld();
  const bus = openMemoryBus({ world });
  const ended = new Set<Id<"fam">>();
  const shop: { says: () => unknown } = {
    says: () => ({ status: 200, body: { id: SHIPMENT, wave: 1 } }),
  };
  const say = async () => shop.says();
  const names = ["readShipment", "listShipments", "listBids", "readTimeline", "searchLoads"];
  const all = [...names, "readBid", "readDriver"].map((name) => [name, say]);
  const toys = Object.fromEntries(all) as Handlers<KeptRoutes>;
  const revocations = { isEnded: (family: Id<"fam">) => ended.has(family) };
  const deadlines = openDeadlines(world);
  const { readShipment } = keepReads(toys, { cache: bus.cache, world, deadlines, revocations });
  const read = async (visitor: Visitor, about: Partial<Call> = {}) => {
    const asked = { params: { id: SHIPMENT }, query: {}, body: undefined, dryRun: false };
    const origin = { address: "10.0.0.7", requestId: "req_1" };
    const call = { ...asked, visitor, origin, language: "en", ...about } as Call<
      typeof ROUTES.readShipment
    >;
    const answer = await readShipment(call);
    // As the door does it, once the answer is written out.
    if ("keep" in answer) answer.keep?.(JSON.stringify(answer.body), TAG);
    return "body" in answer ? { status: answer.status, body: answer.body } : answer;
  };
  const away = (fault: unknown = lost()) => {
    shop.says = () => {
      throw fault;
    };
  };
  /** From now on nobody is answered; gives back how often it was asked, and how all are answered at once. */
  const hang = () => {
    const waiting: ((answer: unknown) => void)[] = [];
    shop.says = async () => await new Promise((resolve) => waiting.push(resolve));
    const thaw = (answer: unknown) => {
      shop.says = () => answer;
      for (const resolve of waiting) resolve(answer);
    };
    return { asked: () => waiting.length, thaw };
  };
  return { world, bus, shop, read, away, hang, ended };
}

/** Whether it is settled by now, and to what. */
function watched<Answer>(work: Promise<Answer>) {
  const seen: { answer?: Answer } = {};
  void work.then((answer) => (seen.answer = answer));
  return seen;
}

test("while the database is away a viewer sees what he saw, and how old it is (R25)", async () => {
  const { world, read, away } = openShop();
  const fresh = await read(AMINA);
  expect(fresh).toEqual({ status: 200, body: { id: SHIPMENT, wave: 1 } });
  away();
  await world.move(40_000);
  const kept = JSON.stringify({ id: SHIPMENT, wave: 1 });
  expect(await read(AMINA)).toEqual({ kept, ageMs: 40_000 });
});

test("the latest answer counts, and when the database is back it is asked again", async () => {
  const { read, away, shop } = openShop();
  await read(AMINA);
  const answers = shop.says;
  shop.says = () => ({ status: 200, body: { id: SHIPMENT, wave: 2 } });
  await read(AMINA);
  away();
  const kept = JSON.stringify({ id: SHIPMENT, wave: 2 });
  expect(await read(AMINA)).toEqual({ kept, ageMs: 0 });
  shop.says = answers;
  expect(await read(AMINA)).toEqual({ status: 200, body: { id: SHIPMENT, wave: 1 } });
});

test.for([
  ["somebody else", OTIENO, {}],
  ["himself in another session", { ...AMINA, session: { family: "fam_b", authAt: 0 } }, {}],
  ["himself in another office", { ...AMINA, actor: { ...AMINA.actor, orgId: "org_a" } }, {}],
  ["a machine in his name", { actor: AMINA.actor, principal: "key_a" }, {}],
  ["whoever asks otherwise", AMINA, { query: { limit: 3 } }],
  ["whoever asks about something else", AMINA, { params: { id: "shp_other" } }],
  ["whoever asks in another language", AMINA, { language: "sw" }],
] as const)("what one saw is not shown to %s", async ([, visitor, about]) => {
  const { read, away } = openShop();
  await read(AMINA);
  away();
  await expect(read(visitor as Visitor, about as Partial<Call>)).rejects.toThrow(Fault);
});

test("whose session has ended sees nothing more", async () => {
  const { read, away, ended } = openShop();
  await read(AMINA);
  away();
  ended.add("fam_amina");
  await expect(read(AMINA)).rejects.toThrow(Fault);
});

test("what was refused since is not shown", async () => {
  const { read, away, shop } = openShop();
  await read(AMINA);
  shop.says = () => refuse("shipment-not-found");
  expect(await read(AMINA)).toMatchObject({ refused: "shipment-not-found" });
  away();
  await expect(read(AMINA)).rejects.toThrow(Fault);
});

test("after some minutes nothing is kept", async () => {
  const { world, read, away } = openShop();
  await read(AMINA);
  away();
  await world.move(300_001);
  await expect(read(AMINA)).rejects.toThrow(Fault);
});

test("a database that is there and fails is no reason to show what is old", async () => {
  const { read, away } = openShop();
  await read(AMINA);
  const slow = new Fault("The database failed us: too slow", { retry: true });
  away(slow);
  await expect(read(AMINA)).rejects.toBe(slow);
});

describe("while the database hangs", () => {
  const NOW = { status: 200, body: { id: SHIPMENT, wave: 2 } };
  const KEPT = JSON.stringify({ id: SHIPMENT, wave: 1 });

  test("who has an old answer waits two seconds for it, and whoever comes then not at all (R25)", async () => {
    const { world, read, hang } = openShop();
    await read(AMINA);
    hang();
    const first = watched(read(AMINA));
    await world.move(1_990);
    expect(first).toEqual({});
    await world.move(20);
    expect(first.answer).toMatchObject({ kept: KEPT });
    expect(await read(AMINA)).toMatchObject({ kept: KEPT });
  });

  test("it is asked once a second, and whoever comes after it has answered is answered by it", async () => {
    const { world, read, hang } = openShop();
    await read(AMINA);
    const { asked, thaw } = hang();
    void read(AMINA);
    await world.move(2_010);
    for (let i = 0; i < 30; i++) {
      await world.move(100);
      expect(await read(AMINA)).toMatchObject({ kept: KEPT });
    }
    expect(asked()).toBe(4);
    thaw(NOW);
    await world.move(0);
    expect(await read(AMINA)).toEqual(NOW);
  });

  test("who has no old answer waits on for his own", async () => {
    const { world, read, hang } = openShop();
    await read(AMINA);
    const { thaw } = hang();
    const his = watched(read(OTIENO));
    await world.move(9_000);
    expect(his).toEqual({});
    thaw(NOW);
    await world.move(0);
    expect(his.answer).toEqual(NOW);
  });

  test("whose session has ended by then sees nothing of it", async () => {
    const { world, read, hang, ended } = openShop();
    await read(AMINA);
    hang();
    const first = watched(read(AMINA));
    ended.add("fam_amina");
    await world.move(5_000);
    expect(first).toEqual({});
  });
});

test("a question that takes long is waited for while others are answered", async () => {
  const { world, read, shop, hang } = openShop();
  await read(AMINA);
  const answers = shop.says;
  const { thaw } = hang();
  const slow = watched(read(AMINA));
  await world.move(0);
  shop.says = answers;
  for (let i = 0; i < 5; i++) {
    await world.move(1_000);
    expect(await read(OTIENO)).toMatchObject({ status: 200 });
  }
  expect(slow).toEqual({});
  const NOW = { status: 200, body: { id: SHIPMENT, wave: 3 } };
  thaw(NOW);
  await world.move(0);
  expect(slow.answer).toEqual(NOW);
});

describe("who has the version already", () => {
  /** A shipment that says whether it is still so. */
  async function openVersions() {
    const shop = openShop();
    const asked = { times: 0, isCurrent: async () => true };
    const answer = { status: 200, body: { id: SHIPMENT }, isCurrent: () => asked.isCurrent() };
    shop.shop.says = () => {
      asked.times += 1;
      return answer;
    };
    await shop.read(AMINA);
    return { ...shop, asked };
  }
  const HAS = { ifNoneMatch: TAG };

  test("is told so, and it is not read again", async () => {
    const { read, asked } = await openVersions();
    expect(await read(AMINA, HAS)).toEqual({ unchanged: TAG });
    expect(await read(AMINA, { ifNoneMatch: `W/${TAG}, "x"` })).toEqual({ unchanged: TAG });
    expect(asked.times).toBe(1);
  });

  test.for([
    ["has another version", AMINA, { ifNoneMatch: '"old"' }],
    ["does not say so", AMINA, {}],
    ["is somebody else", OTIENO, HAS],
    ["asks otherwise", AMINA, { ...HAS, query: { limit: 3 } }],
    ["is the same in another office", { ...AMINA, actor: { ...AMINA.actor, orgId: "org_a" } }, HAS],
  ] satisfies readonly [string, Visitor, Partial<Call>][])(
    "but not who %s",
    async ([, visitor, about]) => {
      const { read } = await openVersions();
      const answer = await read(visitor, about);
      expect(answer).toEqual({ status: 200, body: { id: SHIPMENT } });
    },
  );

  test("nor once it has changed, or he may not see it any more", async () => {
    const { read, asked } = await openVersions();
    asked.isCurrent = async () => false;
    expect(await read(AMINA, HAS)).toEqual({ status: 200, body: { id: SHIPMENT } });
  });

  test("who looks for hours still finds the kept answer of some minutes ago (R25)", async () => {
    const { world, read, away, asked } = await openVersions();
    for (let i = 0; i < 60; i++) {
      await world.move(10_000);
      await read(AMINA, HAS);
    }
    asked.isCurrent = async () => {
      throw lost();
    };
    away();
    expect(await read(AMINA, HAS)).toMatchObject({ kept: JSON.stringify({ id: SHIPMENT }) });
  });
});

test("nobody keeps more than a few answers, nor long ones", async () => {
  const { bus, read, away, shop } = openShop();
  for (let i = 0; i < 200; i++) await read(AMINA, { query: { limit: i } });
  away();
  const found = [];
  for (let i = 0; i < 200; i++) {
    const query = { limit: i };
    found.push(await read(AMINA, { query }).catch(() => undefined));
  }
  const there = found.filter((each) => each !== undefined).length;
  expect(there).toBeGreaterThan(0);
  expect(there).toBeLessThanOrEqual(32);
  shop.says = () => ({ status: 200, body: "x".repeat(70_000) });
  await read(OTIENO);
  away();
  await expect(read(OTIENO)).rejects.toThrow(Fault);
  await bus.close();
});
