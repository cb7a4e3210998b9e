import type { Shipment } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { Answer, Body } from "@msafara/runtime";
import type { BusFaults, JournalFaults } from "@msafara/runtime/memory";
import { judge } from "./judges.ts";
import { actorOf, AMINA, bidsOf, hire, phaseOf, request, STEPS } from "./market-people.ts";
import { type MarketPlay, openMarket } from "./open-market.ts";

/** What came of a day: everything that is wrong, and how each shipment ended. */
export interface PlayedDay {
  readonly wrongs: readonly string[];
  readonly ends: readonly string[];
}

type Mutable<Thing> = { -readonly [Name in keyof Thing]: Thing[Name] };

/** One day of luck: who is in it, and what goes wrong around it. */
interface Day {
  readonly play: MarketPlay;
  readonly shipments: readonly Id<"shp">[];
  readonly names: readonly string[];
  readonly upTo: (outcomes: number) => number;
  readonly journal: Mutable<JournalFaults>;
  readonly bus: Mutable<BusFaults>;
  /** Commands whose answer somebody still waits for. */
  readonly asked: Promise<Answer>[];
  births: number;
  node: string;
  worker: string;
}

const ERRANDS = 24;
const PAUSE_MS_MAX = 9_000;
const JOURNAL_FAULTS: JournalFaults = {
  travelMs: 15,
  slowRate: 0.05,
  slowMs: 900,
  retryRate: 0.05,
  deadlockRate: 0.03,
  unknownRate: 0.1,
  lostRate: 0.02,
};
const BUS_FAULTS: BusFaults = {
  travelMs: 15,
  lostRate: 0.3,
  doubledRate: 0.2,
  delayedRate: 0.1,
  delayMs: 1_500,
  lostCallRate: 0.05,
};
const ENDED = ["completed", "cancelled", "expired"];

/** Plays a day by luck, lets it come to rest, and has it judged. */
export async function playDay(seed: number): Promise<PlayedDay> {
  const day = await openDay(seed);
  const { play, shipments } = day;
  Object.assign(day.journal, JOURNAL_FAULTS);
  Object.assign(day.bus, BUS_FAULTS);
  for (let i = 0; i < ERRANDS; i++) {
    await play.pass(day.upTo(PAUSE_MS_MAX) + day.upTo(1_000) / 1_000);
    await runErrand(day);
  }
  for (const fault of Object.keys(day.journal)) Reflect.deleteProperty(day.journal, fault);
  for (const fault of Object.keys(day.bus)) Reflect.deleteProperty(day.bus, fault);
  play.bank.feel({});
  await play.soon(Promise.all(day.asked));
  for (let i = 0; i < 100 && !isOver(day); i++) {
    await play.pass(10_000);
    for (const shipmentId of shipments) drive(day, shipmentId);
  }
  await play.pass(10_000);
  return {
    wrongs: [...restless(day), ...judge(play)],
    ends: shipments.map((it) => phaseOf(play, it)),
  };
}

async function openDay(seed: number): Promise<Day> {
  const [journal, bus] = [{}, {}];
  const play = await openMarket(seed, { journal, bus });
  const upTo = (outcomes: number) => Math.floor(play.time.dice("day") * outcomes);
  const names = Array.from({ length: 2 + upTo(4) }, (_, i) => `d${i}`);
  for (const [i, name] of names.entries()) {
    await hire(play, name, { rate: 9_001 + 37 * i, askMe: upTo(3) === 0 });
  }
  const shipments: Id<"shp">[] = [];
  for (let i = 0; i < 1 + upTo(3); i++) {
    const bidding = { windowSeconds: 30, autoAward: upTo(2) === 0, budgetShown: false };
    const budget = { amount: 9_000_000_00, currency: "KES" };
    shipments.push(await request(play, `s${i}`, { bidding, budget }));
  }
  play.bank.feel(
    [{}, { decline: 0.5 }, { dawdle: 0.7 }, { actAndHush: 0.4, idleAndHush: 0.3, dawdle: 0.2 }][
      upTo(4)
    ] ?? {},
  );
  const lives = { births: 0, node: "node-a", worker: "worker-a" };
  return { play, shipments, names, upTo, journal, bus, asked: [], ...lives };
}

async function runErrand(day: Day): Promise<void> {
  const { play, shipments, names, upTo } = day;
  const shipmentId = shipments[upTo(shipments.length)] ?? "shp_s0";
  const name = names[upTo(names.length)] ?? "d0";
  switch (upTo(12)) {
    case 0:
      return await replace(day, "node");
    case 1:
      return await replace(day, "worker");
    case 2:
      say(day, shipmentId, { type: "cancel-shipment", by: AMINA, reason: "sold elsewhere" });
      return;
    case 3: {
      const bids = bidsOf(play, shipmentId).filter((it) => it.driverId === `drv_${name}`);
      for (const { bidId } of bids) {
        say(day, shipmentId, { type: "withdraw-bid", by: actorOf(name), bidId });
      }
      return;
    }
    case 4:
    case 5:
      return answerAward(day, name);
    case 6:
    case 7:
      return drive(day, shipmentId);
    default:
      // Two at once, now and then of one bid.
      awardAny(day, shipmentId);
      if (upTo(2) === 0) awardAny(day, shipmentId);
  }
}

function awardAny(day: Day, shipmentId: Id<"shp">): void {
  const bids = bidsOf(day.play, shipmentId);
  const bid = bids[day.upTo(bids.length)];
  if (bid !== undefined) say(day, shipmentId, { type: "award-bid", by: AMINA, bidId: bid.bidId });
}

function answerAward(day: Day, name: string): void {
  const { play, shipments, upTo, asked } = day;
  for (const shipmentId of shipments) {
    const accept = upTo(3) > 0;
    const answer = { type: "answer-award", by: actorOf(name), shipmentId, accept };
    asked.push(play.send(`driver/drv_${name}`, answer));
  }
}

/** Whoever drives takes the next step; on the way out he ends the trip before. */
function drive({ play, asked }: Day, shipmentId: Id<"shp">): void {
  const shipment = play.state<Shipment>(`platform/${shipmentId}`);
  if (!("booking" in shipment) || shipment.booking === undefined) return;
  const { driverId } = shipment.booking;
  const { commitments } = play.state<any>(`driver/${driverId}`);
  const trip = commitments.find((it: any) => it.shipmentId === shipmentId);
  if (trip === undefined) return;
  const step = STEPS[trip.steps.length];
  const [by, at] = [actorOf(driverId.slice(4)), play.time.now()];
  const { tripId } = trip;
  asked.push(play.send(`driver/${driverId}`, { type: "progress-trip", by, tripId, step, at }));
}

function say({ play, asked }: Day, shipmentId: Id<"shp">, command: Body): void {
  asked.push(play.send(`platform/${shipmentId}`, command));
}

/** Kills whoever it is, wherever it stands, and starts another. */
async function replace(day: Day, who: "node" | "worker"): Promise<void> {
  const { play } = day;
  play.kill(day[who]);
  for (;;) {
    day[who] = `${who}-${++day.births}`;
    try {
      return await (who === "node" ? play.startNode(day[who]) : play.hireWorker(day[who]));
    } catch {
      // The wire was cut while it joined: the next one tries.
      play.kill(day[who]);
    }
  }
}

function isOver({ play, shipments }: Day): boolean {
  return shipments.every((it) => ENDED.includes(phaseOf(play, it)));
}

function restless({ play, shipments }: Day): readonly string[] {
  const { mail, effects } = play.database.tables;
  const open = shipments.flatMap((it) => {
    const phase = phaseOf(play, it);
    return ENDED.includes(phase) ? [] : [`${it} is still ${phase}`];
  });
  const held = play.bank.book().filter(({ standing }) => standing === "held");
  return [
    ...open,
    ...(mail.size() === 0 ? [] : [`${mail.size()} messages lie about`]),
    ...(effects.size() === 0 ? [] : [`${effects.size()} effects lie about`]),
    ...held.map(({ ref, shipmentId }) => `${ref} of ${shipmentId} is held after all`),
  ];
}
