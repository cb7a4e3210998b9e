import {
  type Arbitrary,
  array,
  assert,
  boolean,
  integer,
  nat,
  property,
  record,
  sample,
} from "fast-check";
import { describe, expect, test } from "vitest";
import type { Consequence } from "../consequence.ts";
import {
  AMINA,
  arrives,
  bids,
  booked,
  type Day,
  onMarket,
  openDay,
  requested,
  SUPPORT,
  tea,
} from "../specs/market-day.ts";
import { type Luck, openPlayers, type Players } from "../specs/market-players.ts";
import { isOnMarket, NO_SHIPMENT, standingBids } from "./shipment.ts";
import { evolveShipment } from "./evolve-shipment.ts";
import { SHIPMENT_ARROWS } from "./shipment-arrows.ts";
import type { ProgressStep, ShipmentMessage } from "./shipment-message.ts";

/** Not all of them: what is told implies what was not. */
const STEPS: readonly ProgressStep[] = ["arrived-pickup", "departed", "delivered"];

const RUNS = 100;

/** A day by script: who speaks when, what people do in between, and how everybody's luck falls. */
const anyScript = record({
  draws: array(nat(1_000), { minLength: 20, maxLength: 60 }),
  moves: array(integer({ min: 0, max: 13 }), { minLength: 10, maxLength: 90 }),
  autoAward: boolean(),
  bookNow: boolean(),
});
type Script = typeof anyScript extends Arbitrary<infer Drawn> ? Drawn : never;

interface Played {
  readonly day: Day;
  readonly players: Players;
}

/** Plays a day to its end: at last everything is let through, and every timer rings. */
function play({ draws, moves, autoAward, bookNow }: Script): Played {
  let drawn = 0;
  const luck: Luck = (outcomes) => (draws[drawn++ % draws.length] ?? 0) % outcomes;
  const [day, players] = [openDay(), openPlayers(luck)];
  let taken = 0;
  const settle = () => {
    const news = day.carried().slice(taken);
    taken = day.carried().length;
    players.take(news);
  };
  const tell = (message: ShipmentMessage | undefined) => {
    if (message !== undefined) day.tell(message);
    settle();
  };
  const bidding = { windowSeconds: 120, autoAward, budgetShown: false };
  const price = bookNow ? { bookNow: { amount: 1_002_500, currency: "KES" } } : {};
  tell(requested(tea({ bidding, budget: { amount: 7_777_777, currency: "KES" }, ...price })));
  for (const move of moves) {
    const timer = [...day.timers().keys()][luck(2)];
    if (move < 8) tell(players.next());
    else if (move === 8 && timer !== undefined) {
      day.ring(timer);
      settle();
    } else tell(personal({ day, players }, move, luck));
  }
  for (let i = 0; i < 400; i++) {
    const mail = players.next();
    const [timer] = [...day.timers().entries()].toSorted(([, a], [, b]) => a.due - b.due);
    if (mail !== undefined) tell(mail);
    else if (timer !== undefined) {
      day.ring(timer[0]);
      settle();
    } else break;
  }
  return { day, players };
}

/** What people do, sensible or not. */
function personal(played: Played, move: number, luck: Luck): ShipmentMessage {
  const shipment = played.day.shipment();
  const all = isOnMarket(shipment) ? shipment.bids : [];
  const bid = all[luck(Math.max(1, all.length))];
  const { bidId, driverId } = bid ?? { bidId: "bid_none", driverId: "drv_none" };
  const award: ShipmentMessage = { type: "award-bid", by: AMINA, bidId };
  if (move > 10 || move === 8) return onTheRoad(played, move, luck) ?? award;
  if (move === 10 && luck(3) === 0) {
    return { type: "cancel-shipment", by: luck(2) === 0 ? AMINA : SUPPORT, reason: "sold" };
  }
  if (move === 10) return award;
  return {
    type: "withdraw-bid",
    by: { userId: "usr_d", role: "driver", agentId: driverId },
    bidId,
  };
}

function onTheRoad({ day, players }: Played, move: number, luck: Luck) {
  const shipment = day.shipment();
  const said = { shipmentId: "shp_tea", caseId: "cse_1" } as const;
  if (shipment.phase === "disputed") return { type: "dispute.closed", ...said } as const;
  if (move === 12 && shipment.phase === "delivered" && luck(2) === 0) {
    return { type: "dispute.opened", ...said } as const;
  }
  if (move === 12) return { type: "confirm-delivery", by: AMINA } as const;
  const booking = "booking" in shipment ? shipment.booking : undefined;
  if (booking === undefined || !players.committed().has(booking.bidId)) return undefined;
  const { tripId } = booking;
  const step = STEPS[luck(STEPS.length)] ?? "delivered";
  const at = day.now();
  return {
    type: "trip.progressed",
    shipmentId: "shp_tea",
    tripId,
    driverId: "drv_any",
    step,
    at,
  } as const;
}

function holds(law: (played: Played) => void): void {
  assert(
    property(anyScript, (script) => law(play(script))),
    { numRuns: RUNS },
  );
}

describe("whatever comes in whatever order, also late and twice", () => {
  test("a shipment is booked once at most, but for bookings that were undone", () => {
    holds(({ day }) => {
      const count = (name: string) => day.events().filter(({ type }) => type === name).length;
      expect(count("booking.confirmed") - count("booking.undone")).toBeLessThanOrEqual(1);
    });
  });

  test("at rest nobody drives but the booked driver, and no money waits but his", () => {
    holds(({ day, players }) => {
      const shipment = day.shipment();
      const booking = "booking" in shipment && shipment.phase !== "cancelled";
      const mine = booking && shipment.booking !== undefined ? [shipment.booking.bidId] : [];
      const isBroken = day.events().some(({ type }) => type === "commitment.broken");
      expect([...players.committed().keys()]).toEqual(isBroken ? [] : mine);
      const isPaid = day
        .events()
        .some(({ type }) => type === "delivery.confirmed" || type === "dispute.closed");
      expect([...players.held().keys()]).toEqual(isPaid ? [] : mine);
    });
  });

  test("everything comes to rest in an end, or on the road", () => {
    holds(({ day }) => {
      const road = ["booked", "at-pickup", "loading", "in-transit", "at-delivery", "unloading"];
      const ends = ["completed", "cancelled", "expired", "disputed"];
      expect([...road, ...ends]).toContain(day.shipment().phase);
      expect(day.timers().size).toBe(0);
    });
  });

  test("no driver learns of another's price, nor of a budget that is not shown (R26)", () => {
    holds(({ day, players }) => {
      for (const [driverId, own] of players.amounts()) {
        const said = JSON.stringify(day.carried().filter((it) => reaches(it, driverId)));
        const others = [...players.amounts().values()].flat().filter((it) => !own.includes(it));
        expect(others.filter((amount) => said.includes(`${amount}`))).toEqual([]);
        expect(said).not.toContain("7777777");
      }
    });
  });

  test("what follows can be written down as it is", () => {
    holds(({ day }) => {
      for (const value of [day.carried(), day.events(), day.shipment()]) {
        expect(holesIn(value)).toBe(0);
      }
    });
  });

  test("every drawn arrow is gone, and no other", () => {
    const gone = new Set<string>();
    const scripts = sample(anyScript, { seed: 20_261_123, numRuns: 300 });
    const days = scripts.map((script) => play(script).day);
    for (const day of [
      ...days,
      paid(),
      cancelled("ranked"),
      cancelled("booked"),
      cancelled("at-pickup"),
      disputed(),
    ]) {
      let shipment = NO_SHIPMENT;
      for (const event of day.events()) {
        const { phase } = shipment;
        shipment = evolveShipment(shipment, event);
        if (shipment.phase !== phase) gone.add(`${phase} → ${shipment.phase}`);
      }
    }
    const drawn = Object.entries(SHIPMENT_ARROWS).flatMap(([from, all]) =>
      all.map((to) => `${from} → ${to}`),
    );
    expect([...gone].toSorted()).toEqual(drawn.toSorted());
  });

  test("nobody who stands on the list has been let go", () => {
    holds(({ day }) => {
      const shipment = day.shipment();
      if (isOnMarket(shipment)) expect(standingBids(shipment)).toEqual([]);
    });
  });
});

/** Ends that luck finds rarely. */
function paid(): Day {
  const day = arrives(booked(), "delivered");
  day.tell({ type: "confirm-delivery", by: AMINA });
  day.tell({ type: "payment.released", shipmentId: "shp_tea", bidId: "bid_juma" });
  return day;
}

function cancelled(phase: "ranked" | "booked" | "at-pickup"): Day {
  const day = phase === "ranked" ? onMarket() : booked();
  if (phase === "at-pickup") arrives(day, "arrived-pickup");
  if (phase === "ranked") {
    bids(day, "juma", 40_000_00);
    day.ring("close");
  }
  day.tell({ type: "cancel-shipment", by: AMINA, reason: "sold" });
  return day;
}

function disputed(): Day {
  const day = arrives(booked(), "delivered");
  day.tell({ type: "dispute.opened", shipmentId: "shp_tea", caseId: "cse_1" });
  day.tell({ type: "dispute.closed", shipmentId: "shp_tea", caseId: "cse_1" });
  return day;
}

/** What JSON would leave out or bend. */
function holesIn(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? 0 : 1;
  if (typeof value !== "object" || value === null) return value === undefined ? 1 : 0;
  return Object.values(value).reduce((holes: number, it) => holes + holesIn(it), 0);
}

function reaches(it: Consequence, driverId: string): boolean {
  if ("send" in it) return it.to === `driver/${driverId}`;
  return "live" in it && it.audience === `driver:${driverId}`;
}
