import { array, assert, nat, property } from "fast-check";
import { type Id, type Instant, isRefusal, type Refusal } from "@msafara/kernel";
import { expect, test } from "vitest";
import type { Consequence } from "../consequence.ts";
import { decidePayment } from "../payment/decide-payment.ts";
import { evolvePayment } from "../payment/evolve-payment.ts";
import { followPayment } from "../payment/follow-payment.ts";
import { isSettled, noPayment, type Payment } from "../payment/payment.ts";
import { decideShipment } from "../shipment/decide-shipment.ts";
import { evolveShipment } from "../shipment/evolve-shipment.ts";
import { followShipment } from "../shipment/follow-shipment.ts";
import { MARKET_POLICY } from "../shipment/market-policy.ts";
import { bookingOf, NO_SHIPMENT, type Shipment } from "../shipment/shipment.ts";
import { decideShipper } from "../shipper/decide-shipper.ts";
import { evolveShipper } from "../shipper/evolve-shipper.ts";
import { followShipper } from "../shipper/follow-shipper.ts";
import { noShipper, type Shipper } from "../shipper/shipper.ts";
import { AMINA, candidate, driverOf, MORNING, tea } from "../specs/market-day.ts";
import { decideDriver } from "./decide-driver.ts";
import { type Driver, noDriver } from "./driver.ts";
import { evolveDriver } from "./evolve-driver.ts";
import { followDriver } from "./follow-driver.ts";
import { nextStep } from "./progress-trip.ts";

type Message = { readonly type: string; readonly [field: string]: any };

/** One agent, whatever its role: what it decides, what it becomes, and what follows. */
interface Rules {
  readonly decide: (state: any, message: any, given: any) => readonly any[] | Refusal;
  readonly evolve: (state: any, event: any) => any;
  readonly follow: (event: any, state: any, message: any) => readonly Consequence[];
}

const SHIPMENTS = ["shp_1", "shp_2", "shp_3"] as const;
const DRIVERS = ["juma", "wanjiku"] as const;

function rulesOf(role: string, id: any, now: () => Instant): Rules {
  switch (role) {
    case "platform":
      return {
        decide: (state, message, { mint }) => {
          const given = {
            now: now(),
            shipmentId: id,
            bidId: mint("bid"),
            policy: MARKET_POLICY,
            dice: () => 0.5,
          };
          return decideShipment(state, message, given);
        },
        evolve: evolveShipment,
        follow: (event, shipment, message) =>
          followShipment(event, { shipment, message, shipmentId: id, now: now() }),
      };
    case "driver":
      return {
        decide: decideDriver,
        evolve: evolveDriver,
        follow: (event, state, message) =>
          followDriver(event, { state, message, given: { now: now() } }),
      };
    case "payment":
      return {
        decide: decidePayment,
        evolve: evolvePayment,
        follow: (event, state) => followPayment(event, { state, given: { now: now() } }),
      };
    default:
      return {
        decide: decideShipper,
        evolve: evolveShipper,
        follow: (event, state) => followShipper(event, { state, given: { now: now() } }),
      };
  }
}

function blank(role: string, id: any): Shipment | Driver | Payment | Shipper {
  if (role === "platform") return NO_SHIPMENT;
  if (role === "driver") return noDriver(id);
  return role === "payment" ? noPayment(id) : noShipper(id);
}

/** The real agents of a small market, with nothing between them but mail that keeps its order per pair. */
function openMarket(luck: (outcomes: number) => number) {
  let now = MORNING;
  let minted = 0;
  const states = new Map<string, any>();
  const mail = new Map<string, (() => [string, Message])[]>();
  const timers = new Map<string, { to: string; due: Instant; message: Message }>();
  const ends = new Map<string, string[]>();

  function read(address: string): any {
    const [role = "", id] = address.split("/");
    return states.get(address) ?? blank(role, id);
  }
  function post(from: string, to: string, write: () => Message): void {
    const pair = `${from}>${to}`;
    mail.set(pair, [...(mail.get(pair) ?? []), () => [to, write()]]);
  }
  function tell(address: string, message: Message, sender = "principal:usr"): void {
    const [role = "", id] = address.split("/");
    const rules = rulesOf(role, id, () => now);
    const mint = (kind: string) => `${kind}_${(minted += 1)}`;
    const events = rules.decide(read(address), message, { sender, now, mint, settings: {} });
    if (isRefusal(events)) return;
    for (const event of events) {
      states.set(address, rules.evolve(read(address), event));
      for (const it of rules.follow(event, read(address), message)) carry(address, it);
    }
  }
  function carry(from: string, it: Consequence): void {
    if ("send" in it) post(from, it.to, () => it.send);
    if ("timer" in it) {
      timers.set(`${from}:${it.timer}`, { to: from, due: it.due, message: it.message });
    }
    if ("cancel" in it) timers.delete(`${from}:${it.cancel}`);
    if ("effect" in it) post(it.lane, from, () => perform(it.effect, it.body));
  }
  function perform(effect: string, body: any): Message {
    if (effect === "find-drivers") {
      const names = DRIVERS.filter((name) => !body.already.includes(`drv_${name}`));
      const found = { wave: body.wave, asked: names.map(candidate), passedOver: [] };
      return { type: "find-drivers.done", result: found };
    }
    const effectId = "eff_1";
    if (effect !== "hold") {
      ends.set(body.ref, [...(ends.get(body.ref) ?? []), effect]);
      return { type: `${effect}.done`, effectId, result: {} };
    }
    if (luck(4) === 0) return { type: "hold.failed", effectId, reason: "card-declined" };
    const ref = `${body.shipmentId}#${body.round}`;
    ends.set(ref, []);
    return { type: "hold.done", effectId, result: { ref, captured: luck(2) === 0 } };
  }
  /** Lets one message of some pair through. */
  function deliver(): boolean {
    const pairs = [...mail].filter(([, waiting]) => waiting.length > 0);
    const [pair, waiting] = pairs[luck(pairs.length)] ?? [];
    if (pair === undefined || waiting === undefined) return false;
    mail.set(pair, waiting.slice(1));
    const [to, message] = waiting[0]!();
    tell(to, message, pair.slice(0, pair.indexOf(">")));
    return true;
  }
  function ring(): boolean {
    const [next] = [...timers].toSorted(([, a], [, b]) => a.due - b.due);
    if (next === undefined) return false;
    const [name, { to, due, message }] = next;
    timers.delete(name);
    now = Math.max(now, due);
    tell(to, message, name);
    return true;
  }
  /** The next step of a trip that is booked, if there is one. */
  function drive(name: string): boolean {
    const driver: Driver = read(`driver/drv_${name}`);
    const trip = driver.commitments.find(({ status }) => status === "booked");
    if (trip === undefined) return false;
    const { tripId } = trip;
    const by = driverOf(name);
    const said = { type: "progress-trip", by, tripId, step: nextStep(trip), at: now };
    tell(`driver/drv_${name}`, said);
    return true;
  }
  return { tell, deliver, ring, drive, read, ends };
}

function hire(market: ReturnType<typeof openMarket>, name: string): void {
  const by = driverOf(name);
  const vehicle = { plate: "KCB 1", type: "box", capacityKg: 10_000, yearBuilt: 2024 };
  const licence = { number: "DL", expiresOn: "2027-01-01" };
  const minRatePerKm = { amount: 100_00, currency: "KES" };
  const policy = { autoBid: true, askMe: name === "wanjiku", minRatePerKm };
  const position = { lat: -0.4, lng: 35.3 };
  const to = `driver/drv_${name}`;
  market.tell(to, { type: "set-profile", by, vehicle, licence, documents: [] });
  market.tell(to, { type: "set-policy", by, policy: { ...policy, drivingMinutesPerDay: 960 } });
  market.tell(to, { type: "set-availability", by, available: true, position });
}

/** Plays a script to its end, and then until nothing waits any more. */
function play(script: readonly number[]) {
  const draws = [...script];
  const luck = (outcomes: number) => (outcomes < 2 ? 0 : (draws.pop() ?? 1) % outcomes);
  const market = openMarket(luck);
  for (const name of DRIVERS) hire(market, name);
  const bidding = { windowSeconds: 60, autoAward: true, budgetShown: false };
  for (const id of SHIPMENTS) {
    const request = tea({ bidding, budget: { amount: 1_000_000_00, currency: "KES" } });
    const ask = { type: "request-shipment", by: AMINA, request, account: "active" };
    market.tell(`platform/${id}`, ask);
  }
  const act = (): unknown => {
    const shipmentId = SHIPMENTS[luck(3)] ?? "shp_1";
    const name = DRIVERS[luck(2)] ?? "juma";
    const answer = { type: "answer-award", by: driverOf(name), shipmentId };
    switch (luck(12)) {
      case 0:
        return market.ring();
      case 1:
        return market.drive(name);
      case 2:
      case 3:
        return market.tell(`driver/drv_${name}`, { ...answer, accept: true });
      case 4:
        return market.tell(`driver/drv_${name}`, { ...answer, accept: false });
      case 5:
        return market.tell(`platform/${shipmentId}`, {
          type: "cancel-shipment",
          by: AMINA,
          reason: "changed my mind",
        });
      default:
        return market.deliver();
    }
  };
  while (draws.length > 0) act();
  for (let i = 0; i < 2_000; i++) {
    if (market.deliver()) continue;
    if (DRIVERS.some((name) => market.drive(name))) continue;
    if (market.ring()) continue;
    // A driver took his yes back while the booking was on its way: people were told, and cancel.
    const left = SHIPMENTS.filter((id) => market.read(`platform/${id}`).phase === "booked");
    if (left.length === 0) return market;
    const cancel = { type: "cancel-shipment", by: AMINA, reason: "nobody comes" };
    for (const id of left) market.tell(`platform/${id}`, cancel);
  }
  return expect.unreachable("the market comes to rest");
}

test("real agents book, haul and pay, and leave nothing behind (U11)", () => {
  const fates = new Set<string>();
  assert(
    property(array(nat(), { minLength: 40, maxLength: 400, size: "max" }), (script) => {
      const market = play(script);
      for (const id of SHIPMENTS) {
        const shipment: Shipment = market.read(`platform/${id}`);
        const payment: Payment = market.read(`payment/${id}`);
        fates.add(shipment.phase);
        expect(["completed", "cancelled", "expired"]).toContain(shipment.phase);
        expect(payment.bookings.every(isSettled)).toBe(true);
        const released = [...market.ends].filter(
          ([ref, ends]) => ref.startsWith(`${id}#`) && ends.includes("release"),
        );
        expect(released).toHaveLength(shipment.phase === "completed" ? 1 : 0);
        if (shipment.phase !== "completed") continue;
        const paid = payment.bookings.at(-1)?.terms;
        expect(paid).toMatchObject({ bidId: bookingOf(shipment)?.bidId });
      }
      expect([...market.ends.values()].every((ends) => ends.length === 1)).toBe(true);
      for (const name of DRIVERS) {
        const driver: Driver = market.read(`driver/drv_${name}`);
        expect(driver.commitments).toEqual([]);
        expect(driver.dealings).toEqual([]);
      }
      const shipper: { readonly shipments: readonly Id[] } = market.read("shipper/shr_amina");
      expect(shipper.shipments).toEqual([]);
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect([...fates].toSorted()).toEqual(["cancelled", "completed", "expired"]);
});
