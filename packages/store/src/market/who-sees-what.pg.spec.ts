import type { Actor } from "@msafara/domain";
import { isRefusal } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  actor,
  ask,
  bid,
  driver,
  openSquare,
  payment,
  shipment,
  shipper,
  type Square,
  told,
  trip,
} from "../specs/open-square.ts";
import { batchOf } from "../specs/small-batch.ts";

const KES = (amount: number) => ({ amount, currency: "KES" });
const VEHICLE = { type: "box", capacityKg: 10_000, yearBuilt: 2022 } as const;
const PARTS = { price: 1, time: 2, reliability: 3, experience: 4, vehicle: 5 };

/** Who looks. Amina's tea was booked with Juma, who drives for the fleet; Wanjiku bid, Otieno was asked, Kamau was passed over. */
const PEOPLE: Readonly<Record<string, Actor>> = {
  amina: actor("shipper", "amina"),
  brian: actor("shipper", "brian"),
  "her dispatcher": actor("shipper", "dispatch", { orgId: "org_tea", orgRole: "dispatcher" }),
  "her owner": actor("shipper", "owner", { orgId: "org_tea", orgRole: "owner" }),
  "a clerk of hers": actor("shipper", "clerk", { orgId: "org_tea", orgRole: "driver" }),
  "another's owner": actor("shipper", "other", { orgId: "org_fleet", orgRole: "owner" }),
  juma: actor("driver", "juma"),
  wanjiku: actor("driver", "wanjiku"),
  otieno: actor("driver", "otieno"),
  kamau: actor("driver", "kamau"),
  "his fleet": actor("facility", "boss", { orgId: "org_fleet", orgRole: "dispatcher" }),
  "its yard": actor("facility", "yard"),
  "another yard": actor("facility", "elsewhere"),
  support: actor("support", "sam"),
  admin: actor("admin", "ada"),
  "a key for bids": actor("admin", "ada", { scopes: ["bids"] }),
};

let square: Square;
beforeAll(async () => {
  square = await openSquare();
  const ranked = {
    bidId: "bid_tea",
    driverId: "drv_juma",
    amount: KES(5_000_000),
    estimatedMinutes: 600,
    rank: 1,
    score: 9_000,
    parts: PARTS,
    toWin: { amount: 4_000_000 },
    vehicle: VEHICLE,
    ratingBp: 0,
  } as const;
  await square.put(
    shipment("tea", {
      orgId: "org_tea",
      status: "booked",
      phase: "booked",
      biddingOpen: false,
      closesAt: null,
      facilityIds: ["fac_yard"],
      driverId: "drv_juma",
      tripId: "trp_tea",
      bidId: "bid_tea",
      amount: KES(5_000_000),
      bookedAt: 5,
      ranking: [ranked],
    }),
    bid("tea", "tea", { orgId: "org_fleet", status: "won", tripId: "trp_tea" }),
    bid("late", "tea", { driverId: "drv_wanjiku", status: "lost" }),
    ask("juma", "tea"),
    ask("otieno", "tea", "passed"),
    ask("kamau", "tea", "passed-over"),
    trip("tea", { orgId: "org_fleet" }),
    payment("tea"),
    driver("juma", { orgId: "org_fleet" }),
    shipper("amina", { orgId: "org_tea" }),
  );
  const live = ["shipper", "ops", "driver:drv_juma"].flatMap((it, i) => told("tea", it, i + 2));
  await square.journal.commit({ incarnation: "here", lane: 0, batch: batchOf({ live }) });
});
afterAll(() => square.close());

const LOOKS: Readonly<Record<string, (viewer: Actor) => Promise<boolean>>> = {
  shipment: async (viewer) => (await square.market.readShipment(viewer, "shp_tea")) !== undefined,
  listed: async (viewer) => isIn(await square.market.listShipments(viewer, { limit: 9 })),
  ranking: async (viewer) => (await square.market.rankedBids(viewer, "shp_tea")) !== undefined,
  bid: async (viewer) => (await square.market.readBid(viewer, "bid_tea")) !== undefined,
  payment: async (viewer) => (await square.market.readPayment(viewer, "pay_tea")) !== undefined,
  paid: async (viewer) => isIn(await square.market.listPayments(viewer, { limit: 9 })),
  driver: async (viewer) => sees(viewer, "driver", "drv_juma"),
  shipper: async (viewer) => sees(viewer, "shipper", "shr_amina"),
  platform: async (viewer) => sees(viewer, "platform", "shp_tea"),
};

function isIn(list: object): boolean {
  return "items" in list && Array.isArray(list.items) && list.items.length > 0;
}

async function sees(
  viewer: Actor,
  type: "driver" | "shipper" | "platform",
  id: `drv_${string}` | `shr_${string}` | `shp_${string}`,
) {
  return (await square.market.readAgent(viewer, type, id)) !== undefined;
}

async function matrix(): Promise<string> {
  const lines: string[] = [];
  for (const [name, viewer] of Object.entries(PEOPLE)) {
    const cells: string[] = [];
    for (const [what, look] of Object.entries(LOOKS)) {
      cells.push(((await look(viewer)) ? what : ".").padEnd(8));
    }
    lines.push(`${name.padEnd(16)} ${cells.join(" ")}`.trimEnd());
  }
  return lines.join("\n");
}

describe("who sees what", () => {
  test("is this, whoever looks at what, and nothing beside it (R24)", async () => {
    expect(`\n${await matrix()}\n`).toBe(`
amina            shipment listed   ranking  bid      payment  paid     .        shipper  platform
brian            .        .        .        .        .        .        .        .        .
her dispatcher   shipment listed   ranking  .        .        .        .        shipper  platform
her owner        shipment listed   ranking  .        payment  paid     .        shipper  platform
a clerk of hers  .        .        .        .        .        .        .        .        .
another's owner  .        .        .        bid      .        .        driver   .        .
juma             shipment listed   .        bid      payment  paid     driver   .        platform
wanjiku          shipment listed   .        .        .        .        .        .        platform
otieno           shipment .        .        .        .        .        .        .        platform
kamau            .        .        .        .        .        .        .        .        .
his fleet        .        .        .        bid      .        .        driver   .        .
its yard         shipment listed   .        .        .        .        .        .        platform
another yard     .        .        .        .        .        .        .        .        .
support          shipment listed   ranking  bid      payment  paid     driver   shipper  platform
admin            shipment listed   ranking  bid      payment  paid     driver   shipper  platform
a key for bids   .        .        .        bid      .        .        .        .        .
`);
  });

  test.for([
    [
      "shipment/shp_tea",
      [
        "amina shipper",
        "her dispatcher shipper",
        "her owner shipper",
        "juma driver:drv_juma",
        "wanjiku driver:drv_wanjiku",
        "otieno driver:drv_otieno",
        "its yard facility:fac_yard",
        "support ops",
        "admin ops",
      ],
    ],
    [
      "trip/trp_tea",
      [
        "amina shipper",
        "her dispatcher shipper",
        "her owner shipper",
        "another's owner fleet",
        "juma driver",
        "his fleet fleet",
        "support ops",
        "admin ops",
      ],
    ],
    [
      "market",
      [
        "juma market",
        "wanjiku market",
        "otieno market",
        "kamau market",
        "support market",
        "admin market",
      ],
    ],
    [
      "payment/pay_tea",
      ["amina shipper", "her owner shipper", "juma driver", "support ops", "admin ops"],
    ],
    ["payment/pay_none", []],
    ["ops", ["support ops", "admin ops"]],
    ["shipment/shp_none", []],
    ["truck/trk_none", []],
    [
      "truck/trk_juma",
      [
        "amina shipper",
        "her dispatcher shipper",
        "her owner shipper",
        "another's owner fleet",
        "juma driver",
        "his fleet fleet",
        "support ops",
        "admin ops",
      ],
    ],
  ] as const)("may follow %s as this audience (R24)", async ([topic, expected]) => {
    const found: string[] = [];
    for (const [name, viewer] of Object.entries(PEOPLE)) {
      const audience = await square.market.audienceOf(viewer, topic);
      if (audience !== undefined) found.push(`${name} ${audience}`);
    }
    expect(found.toSorted()).toEqual([...expected].toSorted());
  });

  test("a truck is followed no longer when the load is unloaded (U55, U334)", async () => {
    const done = { driverId: "drv_asha", tripId: "trp_done", bidId: "bid_done" } as const;
    await square.put(
      shipment("done", { status: "delivered", phase: "delivered", biddingOpen: false, ...done }),
      bid("done", "done", { driverId: "drv_asha", status: "won" }),
      driver("asha"),
    );
    const audience = await square.market.audienceOf(PEOPLE["amina"]!, "truck/trk_asha");
    expect(audience).toBeUndefined();
  });

  test("an inbox is one's own agent's", async () => {
    expect(await square.market.audienceOf(PEOPLE["juma"]!, "me")).toBe("driver");
    expect(await square.market.audienceOf(PEOPLE["amina"]!, "me")).toBe("shipper");
    expect(await square.market.audienceOf(PEOPLE["support"]!, "me")).toBeUndefined();
  });
});

describe("a seen shipment", () => {
  const read = (name: string) => square.market.readShipment(PEOPLE[name]!, "shp_tea");

  test("shows its shipper the budget and the booking", async () => {
    const booking = { bidId: "bid_tea", driverId: "drv_juma", tripId: "trp_tea" };
    expect(await read("amina")).toMatchObject({ budget: KES(9_000_000), booking });
  });

  test("shows its driver the booking, and no budget that was not shown (R26)", async () => {
    const seen = await read("juma");
    expect(seen?.booking?.amount).toEqual(KES(5_000_000));
    expect(seen).not.toHaveProperty("budget");
  });

  test.for(["wanjiku", "otieno", "its yard"])("shows %s no money and no driver", async (name) => {
    const seen = await read(name);
    expect(seen).not.toHaveProperty("booking");
    expect(JSON.stringify(seen)).not.toMatch(/amount|drv_/);
  });

  test("shows PINs to whom they are said to, and never to a driver", async () => {
    const tea = await square.market.readShipment(PEOPLE["amina"]!, "shp_tea");
    const pins = { pickup: "0420", delivery: "1963" };
    const pickup = { ...tea!.pickup, facilityId: "fac_yard" };
    const spoil = { orgId: "org_tea", facilityIds: ["fac_yard"], driverId: "drv_juma" } as const;
    await square.put(shipment("pin", spoil, { pins, pickup }), bid("pin", "pin"));
    const seen: Record<string, unknown> = {};
    for (const name of ["amina", "her dispatcher", "its yard", "juma", "brian"]) {
      seen[name] = (await square.market.readShipment(PEOPLE[name]!, "shp_pin"))?.pins;
    }
    const theirs = { amina: pins, "her dispatcher": pins, "its yard": { pickup: "0420" } };
    expect(seen).toEqual({ ...theirs, juma: undefined, brian: undefined });
  });

  test("is still the same to whoever may see it until it is written again", async () => {
    await square.put(shipment("still"));
    const amina = PEOPLE["amina"]!;
    const version = (await square.market.readShipment(amina, "shp_still"))!.version!;
    const isStill = async (name: string) =>
      await square.market.isShipmentStill(PEOPLE[name]!, "shp_still", version);
    expect([await isStill("amina"), await isStill("support")]).toEqual([true, true]);
    expect([await isStill("brian"), await isStill("juma")]).toEqual([false, false]);
    expect(await square.market.isShipmentStill(amina, "shp_still", "1")).toBe(false);
    await square.put(shipment("still", { wave: 2 }));
    expect(await isStill("amina")).toBe(false);
  });

  test("says why its bids stand where they stand, and who made them", async () => {
    const [best] = (await square.market.rankedBids(PEOPLE["amina"]!, "shp_tea"))!.items;
    expect(best).toMatchObject({
      status: "won",
      rank: 1,
      parts: PARTS,
      toWin: { amount: KES(4_000_000) },
      driver: { name: null, rating: null, vehicle: VEHICLE },
    });
  });

  test("keeps a vendor's reference to itself", async () => {
    expect(await square.market.readPayment(PEOPLE["amina"]!, "pay_tea")).not.toHaveProperty("ref");
  });
});

describe("a timeline", () => {
  const read = (name: string, cursor?: string) =>
    square.market.readTimeline(PEOPLE[name]!, "shp_tea", {
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    });

  test("has the numbers of whoever looks, without a gap, page by page", async () => {
    const first = await read("juma");
    if (first === undefined || isRefusal(first)) expect.unreachable();
    expect(first.items.map(({ seq }) => seq)).toEqual([1, 2]);
    const second = await read("juma", first.nextCursor!);
    expect(second).toMatchObject({
      items: [{ seq: 3, data: { turn: 3 } }, { seq: 4 }],
      nextCursor: null,
    });
  });

  test("is another for each, and none for whoever may not look", async () => {
    expect(await read("amina")).toMatchObject({
      items: [{ seq: 1 }, { seq: 2 }],
      nextCursor: null,
    });
    expect(await read("otieno")).toEqual({ items: [], nextCursor: null });
    expect(await read("brian")).toBeUndefined();
  });

  test("is replayed from a number on", async () => {
    const wish = { topic: "platform/shp_tea", audience: "ops", after: 1, limit: 9 } as const;
    const { events, head } = await square.market.readLive(wish);
    expect([events.map(({ seq }) => seq), head]).toEqual([[2, 3], 3]);
  });
});
