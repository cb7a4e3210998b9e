import { describe, expect, test } from "vitest";
import {
  AMINA,
  award,
  bids,
  booked,
  commits,
  type Day,
  declines,
  driverOf,
  HOUR,
  isHeld,
  isNotHeld,
  liveTo,
  MINUTE,
  MORNING,
  onMarket,
  sentTo,
  tea,
  typesTo,
  replyOf,
  rowOf,
} from "../specs/market-day.ts";
import { WEIGHTS } from "../bid/rank-bids.ts";

const bidding = { windowSeconds: 120, autoAward: true, budgetShown: false };
/** May award by itself up to 60,000. */
const byPolicy = { bidding, budget: { amount: 60_000_00, currency: "KES" } };

/** Juma at 40,000 and Wanjiku at 50,000, and the auction is over. */
function ranked(request = tea()): Day {
  const day = onMarket(["juma", "wanjiku"], request);
  bids(day, "juma", 40_000_00);
  bids(day, "wanjiku", 50_000_00);
  day.ring("close");
  return day;
}

describe("an award", () => {
  test("asks the driver, with all that his calendar needs", () => {
    const budget = { amount: 60_000_00, currency: "KES" };
    const day = ranked(tea({ budget }));
    award(day, "juma");
    const { bidding: _, ...request } = tea();
    expect(sentTo(day, "driver/drv_juma").at(-1)).toMatchObject({
      type: "bid.selected",
      bidId: "bid_juma",
      amount: { amount: 40_000_00 },
      from: MORNING + 4 * HOUR,
      to: MORNING + 30 * HOUR,
      answerBy: day.now() + 2 * MINUTE,
      request,
    });
    expect(sentTo(day, "driver/drv_juma").at(-1)).not.toHaveProperty("request.budget");
    expect(replyOf(day)).toEqual(rowOf(day, "shipments", "shp_tea"));
    expect(replyOf(day)).toMatchObject({ shipmentId: "shp_tea", status: "awarding" });
  });

  test("records the weights it used (U94)", () => {
    const day = ranked();
    award(day, "wanjiku");
    expect(day.events().at(-1)).toMatchObject({
      type: "bid.selected",
      choice: { by: "shipper", rank: 2, weights: WEIGHTS },
    });
  });

  test("may come while the auction is open, and ends it", () => {
    const day = onMarket();
    bids(day, "juma", 40_000_00);
    award(day, "juma");
    expect(day.shipment().phase).toBe("awarding");
    expect([...day.timers().keys()]).toEqual(["answer"]);
  });

  test("comes second while another is under way, and is refused (R24)", () => {
    const day = ranked();
    award(day, "juma");
    expect(award(day, "wanjiku")).toMatchObject({ refused: "award-under-way" });
    expect(typesTo(day, "driver/drv_wanjiku")).not.toContain("bid.selected");
  });

  test("finds nothing to choose once booked, nor of what nobody bid", () => {
    expect(award(booked(), "wanjiku")).toMatchObject({ refused: "already-booked" });
    expect(award(ranked(), "njeri")).toMatchObject({ refused: "bid-not-found" });
    const day = ranked();
    day.tell({ type: "cancel-shipment", by: AMINA, reason: "sold" });
    expect(award(day, "juma")).toMatchObject({ refused: "load-not-open" });
  });

  test("is its shipper's, and nobody else's", () => {
    const day = ranked();
    const by = driverOf("juma");
    expect(day.tell({ type: "award-bid", by, bidId: "bid_juma" })).toMatchObject({
      refused: "role-may-not",
    });
  });

  test("is made by the shipper's policy when the auction ends", () => {
    const day = ranked(tea(byPolicy));
    expect(day.shipment()).toMatchObject({
      phase: "awarding",
      award: { bidId: "bid_juma", by: "policy" },
    });
  });

  test("is never made by a policy that names no limit", () => {
    const day = ranked(tea({ bidding }));
    expect(day.shipment().phase).toBe("ranked");
    day.tell({ type: "change-shipment", by: AMINA, change: { budget: byPolicy.budget } });
    expect(day.shipment()).toMatchObject({ phase: "awarding", award: { by: "policy" } });
  });

  test("is never made above the budget by a policy", () => {
    const budget = { amount: 39_999_99, currency: "KES" };
    const day = ranked(tea({ budget, bidding }));
    expect(day.shipment().phase).toBe("ranked");
    const more = { amount: 40_000_00, currency: "KES" };
    day.tell({ type: "change-shipment", by: AMINA, change: { budget: more } });
    expect(day.shipment()).toMatchObject({ phase: "awarding", award: { bidId: "bid_juma" } });
  });
});

describe("a driver who was chosen", () => {
  test("and says yes is asked for no more, and the money is", () => {
    const day = ranked();
    award(day, "juma");
    commits(day, "juma");
    commits(day, "juma");
    expect(typesTo(day, "payment/shp_tea")).toEqual(["hold-payment"]);
    expect([...day.timers().keys()]).toEqual(["patience"]);
  });

  test("and declines is passed over: the list is the shipper's again", () => {
    const day = ranked();
    award(day, "juma");
    declines(day, "juma");
    expect(day.shipment().phase).toBe("ranked");
    expect(liveTo(day, "shipper", "bids.ranked").at(-1)).toMatchObject({
      top: [{ bidId: "bid_wanjiku" }],
    });
    expect(award(day, "juma")).toMatchObject({ refused: "bid-not-found" });
  });

  test("and declines leaves the next one to the shipper's policy", () => {
    const day = ranked(tea(byPolicy));
    declines(day, "juma");
    expect(day.shipment()).toMatchObject({ award: { bidId: "bid_wanjiku", by: "policy" } });
    declines(day, "wanjiku");
    expect(day.shipment()).toMatchObject({ phase: "broadcasting", wave: 2 });
  });

  test("and says nothing is let go, and so is his yes that comes too late", () => {
    const day = ranked();
    award(day, "juma");
    day.ring("answer");
    const released = { type: "commitment.released", bidId: "bid_juma", why: "answered-late" };
    expect(sentTo(day, "driver/drv_juma").at(-1)).toMatchObject(released);
    award(day, "wanjiku");
    commits(day, "juma");
    expect(
      sentTo(day, "driver/drv_juma").filter(({ type }) => type === released.type),
    ).toHaveLength(2);
    expect(day.shipment()).toMatchObject({ award: { bidId: "bid_wanjiku", step: "answer" } });
    expect(typesTo(day, "payment/shp_tea")).toEqual([]);
  });

  test("is waited for until his time is up", () => {
    const day = ranked();
    award(day, "juma");
    day.tell({ type: "answer.rang", bidId: "bid_juma" });
    expect(day.shipment().phase).toBe("awarding");
  });

  test("is not answered for by another", () => {
    const day = ranked();
    award(day, "juma");
    const made = { type: "commitment.made", shipmentId: "shp_tea", bidId: "bid_juma" } as const;
    day.tell({ ...made, driverId: "drv_wanjiku", tripId: "trp_1" });
    expect(typesTo(day, "driver/drv_wanjiku").at(-1)).toBe("commitment.released");
    expect(day.shipment()).toMatchObject({ award: { step: "answer" } });
  });

  test("and takes his yes back while the money is asked for costs nobody anything", () => {
    const day = ranked();
    award(day, "juma");
    commits(day, "juma");
    declines(day, "juma", "withdrawn");
    expect(day.shipment().phase).toBe("ranked");
    isHeld(day, "juma");
    expect(typesTo(day, "payment/shp_tea")).toEqual([
      "hold-payment",
      "void-payment",
      "void-payment",
    ]);
    expect(day.shipment().phase).toBe("ranked");
  });

  test("and takes his yes back before he hears of the booking: the next one has his turn", () => {
    const day = booked(tea(byPolicy));
    declines(day, "juma", "withdrawn");
    expect(day.shipment()).toMatchObject({ phase: "awarding", award: { bidId: "bid_wanjiku" } });
    expect(typesTo(day, "payment/shp_tea")).toEqual(["hold-payment", "void-payment"]);
    expect(typesTo(day, "driver/drv_wanjiku").slice(-2)).toEqual(["bid.lost", "bid.selected"]);
    expect(rowOf(day, "bids", "bid_juma")).toMatchObject({ status: "fell-away" });
    commits(day, "juma");
    expect(day.shipment()).toMatchObject({ award: { step: "answer", bidId: "bid_wanjiku" } });
  });

  test("and takes his yes back before he hears of it, where a person awards: the list is there again", () => {
    const day = booked();
    declines(day, "juma", "withdrawn");
    expect(day.shipment().phase).toBe("ranked");
    expect(liveTo(day, "shipper", "bids.ranked").at(-1)).toMatchObject({
      count: 1,
      top: [{ bidId: "bid_wanjiku" }],
    });
    expect(rowOf(day, "bids", "bid_wanjiku")).toMatchObject({ status: "submitted" });
    expect(rowOf(day, "shipments", "shp_tea")).toMatchObject({ driverId: null, status: "bidding" });
    award(day, "wanjiku");
    expect(day.shipment()).toMatchObject({ award: { bidId: "bid_wanjiku", by: "shipper" } });
  });

  test("and whose yes to another trip is told late loses no booking", () => {
    const day = booked();
    const ids = { shipmentId: "shp_tea", bidId: "bid_juma", driverId: "drv_juma" } as const;
    day.tell({ type: "commitment.declined", ...ids, tripId: "trp_old", why: "withdrawn" });
    expect(day.shipment().phase).toBe("booked");
  });

  test("and takes his yes back once he knows that he is booked is a matter for people", () => {
    const day = booked();
    declines(day, "juma", "given-up");
    expect(liveTo(day, "ops", "commitment.broken")).toHaveLength(1);
    expect(liveTo(day, "shipper", "commitment.broken")).toHaveLength(1);
    expect(day.shipment().phase).toBe("booked");
  });

  test("is not there any more when the shipper is out of time, and neither is the shipment", () => {
    const day = ranked();
    day.wait(8 * HOUR);
    award(day, "juma");
    declines(day, "juma");
    expect(day.shipment()).toMatchObject({ phase: "expired", why: "nothing-decided" });
    expect(typesTo(day, "driver/drv_wanjiku").at(-1)).toBe("bid.lost");
  });
});

describe("the money of a booking", () => {
  function holding(): Day {
    const day = ranked(tea(byPolicy));
    commits(day, "juma");
    return day;
  }

  test("is refused: the driver is let go, and nobody is chosen for the shipper", () => {
    const day = holding();
    isNotHeld(day, "juma");
    expect(sentTo(day, "driver/drv_juma").at(-1)).toMatchObject({
      type: "commitment.released",
      why: "hold-refused",
    });
    expect(day.shipment().phase).toBe("ranked");
    expect(liveTo(day, "shipper", "bids.ranked").at(-1).count).toBe(2);
  });

  test("may be found after all, and the same driver be chosen again", () => {
    const day = holding();
    isNotHeld(day, "juma");
    award(day, "juma");
    commits(day, "juma");
    expect(day.shipment()).toMatchObject({ award: { step: "answer" } });
    commits(day, "juma", "second");
    isHeld(day, "juma");
    expect(day.shipment()).toMatchObject({ phase: "booked", booking: { tripId: "trp_second" } });
  });

  test("that takes long is told to operators once, and counts when it comes", () => {
    const day = holding();
    day.ring("patience");
    day.tell({ type: "patience.rang", bidId: "bid_juma" });
    expect(liveTo(day, "ops", "hold.overdue")).toHaveLength(1);
    isHeld(day, "juma");
    expect(day.shipment().phase).toBe("booked");
  });

  test("that turns up after all goes back", () => {
    const day = holding();
    isNotHeld(day, "juma", "vendor-down");
    isHeld(day, "juma");
    expect(sentTo(day, "payment/shp_tea").at(-1)).toMatchObject({
      type: "void-payment",
      bidId: "bid_juma",
      why: "answered-late",
    });
    expect(day.shipment().phase).toBe("ranked");
  });

  test("books once, however often it is said to be there", () => {
    const day = booked();
    isHeld(day, "juma");
    expect(day.events().filter(({ type }) => type === "booking.confirmed")).toHaveLength(1);
    expect(typesTo(day, "payment/shp_tea")).toEqual(["hold-payment"]);
  });
});

describe("a shipper who chooses nobody", () => {
  test("has all the time until then", () => {
    const day = ranked();
    day.tell({ type: "decide.rang" });
    expect(day.shipment().phase).toBe("ranked");
  });

  test("loses the shipment when the pickup's window ends", () => {
    const day = ranked();
    day.ring("decide");
    expect(day.now()).toBe(MORNING + 8 * HOUR);
    expect(day.shipment()).toMatchObject({ phase: "expired", why: "nothing-decided" });
    expect(typesTo(day, "driver/drv_juma").at(-1)).toBe("bid.lost");
  });
});
