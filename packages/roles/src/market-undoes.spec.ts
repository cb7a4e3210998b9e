import { assert, type Id } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { judge } from "./specs/judges.ts";
import {
  actorOf,
  AMINA,
  award,
  bidAt,
  bidsOf,
  cancel,
  codeOf,
  haul,
  hire,
  hireMany,
  must,
  phaseOf,
  reaches,
  request,
} from "./specs/market-people.ts";
import { type MarketFaults, type MarketPlay, openMarket } from "./specs/open-market.ts";
import { DAWDLE_MS } from "./specs/bank.ts";

/** A shipment with three ranked bids of three drivers. */
async function ranked(wish = {}, faults: MarketFaults = {}) {
  const play = await openMarket(7, faults);
  const names = await hireMany(play, 3, wish);
  const tea = await request(play, "tea");
  assert((await reaches(play, tea, "ranked")) === "ranked", "three drivers bid");
  return { play, tea, names };
}

async function booked() {
  const market = await ranked();
  await must(award(market.play, market.tea));
  assert((await reaches(market.play, market.tea, "booked")) === "booked", "the bank is well");
  return market;
}

function commitmentsOf(play: MarketPlay, name: string): readonly unknown[] {
  return play.state<any>(`driver/drv_${name}`).commitments;
}

function standings(play: MarketPlay): readonly string[] {
  return play.bank.book().map(({ standing }) => standing);
}

function liveTo(play: MarketPlay, tea: Id<"shp">, audience: string): readonly string[] {
  const frames = play.database.tables.live.get(`platform/${tea}\n${audience}`) ?? [];
  return frames.map(({ name }) => name);
}

describe("what undoes what", () => {
  test("a driver who says no: his bid falls away and the list is ranked again", async () => {
    const { play, tea } = await ranked({ askMe: true });
    await must(award(play, tea));
    await play.until(() => play.state<any>("driver/drv_d0").dealings[0]?.stage === "awarded");
    const no = { type: "answer-award", by: actorOf("d0"), shipmentId: tea, accept: false };
    await must(play.ask("driver/drv_d0", no));
    expect(await reaches(play, tea, "ranked")).toBe("ranked");
    expect(bidsOf(play, tea).map((it) => it.standing)).toEqual(["fell-away", "stands", "stands"]);
    expect(judge(play)).toEqual([]);
  });

  test("a driver who says nothing: he is let go in the end, and the next one hauls", async () => {
    const { play, tea } = await ranked({ askMe: true });
    await must(award(play, tea));
    expect(await reaches(play, tea, "ranked")).toBe("ranked");
    expect(commitmentsOf(play, "d0")).toEqual([]);
    await must(award(play, tea, 1));
    await play.until(() => play.state<any>("driver/drv_d1").dealings[0]?.stage === "awarded");
    const yes = { type: "answer-award", by: actorOf("d1"), shipmentId: tea, accept: true };
    await must(play.ask("driver/drv_d1", yes));
    expect(await reaches(play, tea, "booked")).toBe("booked");
    expect(judge(play)).toEqual([]);
  });

  test("a policy awards by itself, and goes on to the next bid when a driver says no", async () => {
    const play = await openMarket(7);
    await hire(play, "d0", { askMe: true });
    await hire(play, "d1", { rate: 9_999 });
    const bidding = { windowSeconds: 30, autoAward: true, budgetShown: false };
    const budget = { amount: 9_000_000, currency: "KES" };
    const tea = await request(play, "tea", { bidding, budget });
    await play.until(() => play.state<any>("driver/drv_d0").dealings[0]?.stage === "awarded");
    const no = { type: "answer-award", by: actorOf("d0"), shipmentId: tea, accept: false };
    await must(play.ask("driver/drv_d0", no));
    expect(await reaches(play, tea, "booked")).toBe("booked");
    expect(commitmentsOf(play, "d1")).toHaveLength(1);
    expect(judge(play)).toEqual([]);
  });

  test("a bid that is taken back before the award is gone from the list", async () => {
    const { play, tea } = await ranked();
    const { bidId } = bidAt(play, tea, 0);
    await must(play.ask(`platform/${tea}`, { type: "withdraw-bid", by: actorOf("d0"), bidId }));
    const gone = await play.ask(`platform/${tea}`, { type: "award-bid", by: AMINA, bidId });
    expect(codeOf(gone)).toBe("bid-not-found");
    await play.pass(1_000);
    expect(play.state<any>("driver/drv_d0").dealings).toEqual([]);
  });

  test("a bid that comes late is refused", async () => {
    const { play, tea } = await ranked();
    const late = {
      type: "submit-bid",
      by: actorOf("late"),
      driverId: "drv_late",
      amount: { amount: 1_000_007, currency: "KES" },
      estimatedMinutes: 200,
      standing: "good",
      profile: {
        vehicle: { type: "box", capacityKg: 10_000, yearBuilt: 2022 },
        rating: 9_000,
        similar: 1,
      },
    };
    expect(codeOf(await play.ask(`platform/${tea}`, late))).toBe("bid-late");
  });

  test("nobody bids: three waves look further and further, then it expires with a hint", async () => {
    const play = await openMarket(7);
    await hireMany(play, 2, { rate: 9_001 });
    const budget = { amount: 1_000, currency: "KES" };
    const bidding = { windowSeconds: 30, autoAward: false, budgetShown: true };
    const tea = await request(play, "tea", { budget, bidding });
    expect(await reaches(play, tea, "expired")).toBe("expired");
    const told = liveTo(play, tea, "shipper");
    expect(told.filter((it) => it === "wave.broadcast")).toHaveLength(3);
    expect(told).toContain("shipment.expired");
    expect(judge(play)).toEqual([]);
  });

  test("a card that is declined: the driver is let go, and the same bid can be awarded again", async () => {
    const { play, tea } = await ranked();
    play.bank.feel({ decline: 1 });
    await must(award(play, tea));
    expect(await reaches(play, tea, "ranked")).toBe("ranked");
    await play.pass(1_000);
    expect(commitmentsOf(play, "d0")).toEqual([]);
    play.bank.feel({});
    await must(award(play, tea));
    expect(await reaches(play, tea, "booked")).toBe("booked");
    expect(standings(play)).toEqual(["held"]);
    expect(judge(play)).toEqual([]);
  });

  test.for(["actAndHush", "idleAndHush"] as const)(
    "a bank that does not answer (%s): operators hear of it, and money is held once",
    async (mood) => {
      const { play, tea } = await ranked();
      play.bank.feel({ [mood]: 1 });
      await must(award(play, tea));
      await play.pass(60_000);
      play.bank.feel({});
      expect(await reaches(play, tea, "booked")).toBe("booked");
      expect(standings(play)).toEqual(["held"]);
      expect(liveTo(play, tea, "ops").includes("hold.overdue")).toBe(mood === "idleAndHush");
    },
  );

  test("cancelled while the driver thinks: he is let go", async () => {
    const { play, tea } = await ranked({ askMe: true });
    await must(award(play, tea));
    await must(cancel(play, tea));
    await play.pass(5_000);
    expect(play.state<any>("driver/drv_d0").dealings).toEqual([]);
    expect(judge(play)).toEqual([]);
  });

  test("cancelled while the money is on its way: it is voided when it comes", async () => {
    const { play, tea } = await ranked();
    play.bank.feel({ dawdle: 1 });
    await must(award(play, tea));
    await play.pass(DAWDLE_MS / 2);
    await must(cancel(play, tea));
    await play.pass(4 * DAWDLE_MS);
    expect(standings(play)).toEqual(["voided"]);
    expect(commitmentsOf(play, "d0")).toEqual([]);
    expect(judge(play)).toEqual([]);
  });

  test("taken back by the driver while the money is on its way: voided, and ranked again", async () => {
    const { play, tea } = await ranked();
    play.bank.feel({ dawdle: 1 });
    await must(award(play, tea));
    await play.pass(DAWDLE_MS / 2);
    const no = { type: "answer-award", by: actorOf("d0"), shipmentId: tea, accept: false };
    await must(play.ask("driver/drv_d0", no));
    expect(await reaches(play, tea, "ranked")).toBe("ranked");
    await play.pass(4 * DAWDLE_MS);
    expect(standings(play)).toEqual(["voided"]);
    expect(judge(play)).toEqual([]);
  });

  test.for([
    ["booked", 0, 500],
    ["at-pickup", 1, 2_000],
  ] as const)(
    "cancelled when %s: the fee that was shown is kept",
    async ([phase, steps, feeBp]) => {
      const { play, tea } = await booked();
      await haul(play, tea, steps);
      expect(await reaches(play, tea, phase)).toBe(phase);
      const { amount } = play.state<any>(`platform/${tea}`).booking.amount;
      const fee = Math.floor((amount * feeBp) / 10_000);
      expect(await cancel(play, tea)).toMatchObject({ reply: { fee: { amount: fee } } });
      await play.pass(5_000);
      expect(standings(play)).toEqual(["refunded"]);
      expect(play.rows("payments")).toMatchObject([{ refunded: { amount: amount - fee } }]);
      expect(commitmentsOf(play, "d0")).toEqual([]);
      expect(judge(play)).toEqual([]);
    },
  );

  test("cancelled once it is loaded: refused, and hauled to the end", async () => {
    const { play, tea } = await booked();
    await haul(play, tea, 2);
    await reaches(play, tea, "loading");
    expect(codeOf(await cancel(play, tea))).toBe("shipment-under-way");
  });

  test("two awards at once: the second is refused", async () => {
    const { play, tea } = await ranked();
    const to = `platform/${tea}` as const;
    const answers = [0, 1].map((nth) =>
      play.send(to, { type: "award-bid", by: AMINA, bidId: bidAt(play, tea, nth).bidId }),
    );
    const codes = (await play.soon(Promise.all(answers))).map(codeOf);
    expect(codes.toSorted()).toEqual(["award-under-way", "done"]);
    expect(await reaches(play, tea, "booked")).toBe("booked");
    expect(judge(play)).toEqual([]);
  });

  test("one truck, two awards: the second is declined because it is busy", async () => {
    const play = await openMarket(7);
    await hire(play, "d0");
    const [tea, milk] = [await request(play, "tea"), await request(play, "milk")];
    await reaches(play, milk, "ranked");
    expect([phaseOf(play, tea), phaseOf(play, milk)]).toEqual(["ranked", "ranked"]);
    const answers = [tea, milk].map((it) => {
      const { bidId } = bidAt(play, it, 0);
      return play.send(`platform/${it}`, { type: "award-bid", by: AMINA, bidId });
    });
    await play.soon(Promise.all(answers));
    await play.until(() => [tea, milk].some((it) => phaseOf(play, it) === "booked"));
    await play.pass(5_000);
    const phases = [tea, milk].map((it) => phaseOf(play, it));
    expect(phases.filter((it) => it === "booked")).toHaveLength(1);
    expect(commitmentsOf(play, "d0")).toHaveLength(1);
    expect(judge(play)).toEqual([]);
  });

  test("a node that is killed in the middle: another one goes on where it stood", async () => {
    const { play, tea } = await ranked();
    play.bank.feel({ dawdle: 1 });
    await must(award(play, tea));
    play.kill("node-a");
    await play.startNode("node-b");
    expect(await reaches(play, tea, "booked")).toBe("booked");
    await haul(play, tea);
    expect(await reaches(play, tea, "completed")).toBe("completed");
    expect(standings(play)).toEqual(["released"]);
    expect(judge(play)).toEqual([]);
  });
});
