import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ASKED,
  award,
  HOUR_MS,
  JUMA,
  KES,
  NOW,
  ON_DUTY,
  POLICY,
  PROFILE,
  tell,
  tellJuma,
} from "../specs/juma.ts";
import { decideDriver } from "./decide-driver.ts";
import type { DriverPolicy } from "./driver.ts";
import type { DriverMessage } from "./driver-message.ts";

function told(...messages: readonly DriverMessage[]) {
  return tellJuma(...messages).told.map(({ type, why, amount }) => ({ type, why, amount }));
}

function policy(change: Partial<DriverPolicy>): DriverMessage {
  return { type: "set-policy", by: JUMA, policy: change };
}

const { cargo, delivery, pickup } = ASKED;

describe("a request", () => {
  test("that can be done and pays is bid on at the floor, with the empty way counted in (U73, U74)", () => {
    expect(tellJuma(ASKED).told).toEqual([
      {
        type: "bid.submitted",
        bidId: "bid_1",
        driverId: "drv_juma",
        amount: KES(50_000_00),
        estimatedMinutes: 1_262,
        by: "policy",
        standing: "good",
        profile: {
          vehicle: { type: "box", capacityKg: 10_000, yearBuilt: 2024 },
          rating: 0,
          similar: 0,
        },
      },
    ]);
    expect(tellJuma(ASKED).phase).toBe("Evaluating");
  });

  test.for([
    ["too-heavy", { cargo: { ...cargo, weightKg: 10_001 } }],
    ["wrong-vehicle", { cargo: { ...cargo, vehicleType: "tanker" } }],
    ["wrong-vehicle", { cargo: { ...cargo, temperatureC: { min: 2, max: 8 } } }],
    ["no-licence", { cargo: { ...cargo, hazardous: true } }],
    ["no-licence", { delivery: { ...delivery, window: { from: NOW, to: NOW + 9_000 * HOUR_MS } } }],
    ["too-far", { approachM: 150_001 }],
    ["too-far", { pickup: { ...pickup, window: { from: NOW, to: NOW + HOUR_MS / 4 } } }],
    ["too-far", { delivery: { ...delivery, window: { from: NOW, to: NOW + 9 * HOUR_MS } } }],
    ["below-floor", { budget: KES(49_999_99) }],
    ["below-floor", { currency: "UGX" }],
  ] as const)("is passed, for it is %s", ([why, spoil]) => {
    expect(told({ ...ASKED, ...spoil })).toEqual([{ type: "request.passed", why }]);
  });

  test("is passed while he is off duty, or has no truck", () => {
    const offDuty = { ...ON_DUTY, available: false } as DriverMessage;
    expect(told(offDuty, ASKED)).toEqual([{ type: "request.passed", why: "offline" }]);
    expect(tell([ASKED]).told).toMatchObject([{ why: "offline" }]);
  });

  test("is passed when the truck is taken at that time", () => {
    expect(tellJuma(award("salt"), ASKED).told.at(-1)).toMatchObject({ why: "busy" });
    expect(tellJuma(award("salt", { from: 36, to: 40 }), ASKED).told.at(-1)).toMatchObject({
      type: "bid.submitted",
    });
  });

  test("that comes twice is answered once, and one that is over not at all", () => {
    expect(told(ASKED, { ...ASKED, wave: 2 })).toHaveLength(1);
    expect(told({ ...ASKED, closesAt: NOW })).toEqual([]);
  });
});

describe("the price", () => {
  test("is the floor and a margin where nobody knows the market's", () => {
    expect(told(policy({ marginBp: 1_000 }), ASKED)[0]?.amount).toEqual(KES(55_000_00));
  });

  test.for([
    [150_00, 72_000_00],
    [90_00, 50_000_00],
  ])("with a market rate of %i is %i", ([rate = 0, price = 0]) => {
    const settings = { marketRatePerKm: KES(rate) };
    const { told: said } = tell([PROFILE, POLICY, ON_DUTY, ASKED], { settings });
    expect(said[0]?.["amount"]).toEqual(KES(price));
  });

  test("is never above a budget that is shown", () => {
    const [bid] = told(policy({ marginBp: 5_000 }), { ...ASKED, budget: KES(60_000_00) });
    expect(bid?.amount).toEqual(KES(60_000_00));
  });

  test("is the one that was posted, if that pays", () => {
    expect(told({ ...ASKED, bookNow: KES(58_000_00) })[0]?.amount).toEqual(KES(58_000_00));
    expect(told({ ...ASKED, bookNow: KES(40_000_00) })[0]?.amount).toEqual(KES(50_000_00));
  });

  test("lies between floor and budget, whatever the market says, or there is none", () => {
    const anyAmount = integer({ min: 1, max: 90_000_00 });
    assert(
      property(anyAmount, anyAmount, integer({ min: 0, max: 300_00 }), (budget, cheap, rate) => {
        const settings = { marketRatePerKm: KES(rate) };
        const load = { ...ASKED, budget: KES(budget), distanceM: cheap };
        const { told: said } = tell([PROFILE, POLICY, ON_DUTY, load], { settings });
        const floor = Math.ceil((100_00 * (cheap + ASKED.approachM)) / 1_000);
        const bid = said[0]?.["amount"]?.amount;
        if (bid === undefined) return;
        expect(bid).toBeGreaterThanOrEqual(floor);
        expect(bid).toBeLessThanOrEqual(budget);
      }),
      { numRuns: 50 },
    );
  });
});

describe("what is left to the driver", () => {
  test("is every bid while the agent has no mandate", () => {
    const { events, told: said, phase } = tellJuma(policy({ autoBid: false }), ASKED);
    expect(said).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: "request.noted", price: KES(50_000_00) });
    expect(phase).toBe("Evaluating");
  });

  test("is a bid above the mandate", () => {
    const { events } = tellJuma(policy({ bidMax: KES(49_000_00) }), ASKED);
    expect(events.at(-1)?.type).toBe("request.noted");
  });

  test("lapses when bidding closes", () => {
    const rang = { type: "request.rang", shipmentId: "shp_tea" } as const;
    const { phase, followed } = tellJuma(policy({ autoBid: false }), ASKED, rang);
    expect(followed).toContainEqual({
      timer: "request:shp_tea",
      due: ASKED.closesAt,
      message: rang,
    });
    expect(phase).toBe("Available");
    expect(tellJuma(ASKED, rang).phase).toBe("Evaluating");
  });
});

test.for([
  ["bid.lost", {}],
  ["bid.turned-away", { why: "bid-late" }],
] as const)("%s: the bid is waited for no more", ([type, rest]) => {
  const over = { type, shipmentId: "shp_tea", bidId: "bid_1", ...rest } as DriverMessage;
  expect(tellJuma(ASKED, over).phase).toBe("Available");
  expect(tellJuma(ASKED, { ...over, bidId: "bid_2" } as DriverMessage).phase).toBe("Evaluating");
});

test("only the shipment's own platform speaks about it (R24)", () => {
  const { driver } = tellJuma();
  for (const sender of ["principal:usr_1", "platform/shp_other", "driver/drv_other"]) {
    const given = { sender, now: NOW, mint: () => "bid_1" as never, settings: {} };
    expect(decideDriver(driver, ASKED, given)).toMatchObject({ refused: "not-yours" });
  }
});
