import {
  array,
  assert,
  constantFrom,
  integer,
  nat,
  property,
  record,
  shuffledSubarray,
  uniqueArray,
} from "fast-check";
import { describe, expect, test } from "vitest";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { openRouter } from "../route/open-router.ts";
import { openRoads } from "../route/roads.ts";
import { blockAt, townMap } from "../specs/map/town-map.ts";
import { openLiveRoads } from "./live-roads.ts";
import { closedNow, speedOn, speedsNow, type TrafficMoment } from "./speeds-now.ts";
import { openTariffSlot } from "./tariff-slot.ts";
import { LATE_MS_MAX, openTrafficFeed, type SpeedSeen, type TrafficEvent } from "./traffic-feed.ts";
import { sharesAt, USUAL_WEEK, weekPattern } from "./week-pattern.ts";

const car = USUAL_VEHICLES.car;
const NIGHT = { weekday: 2, minute: 120 };
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
const anyMinutes = (most: number) => nat(most).map((count) => count * MINUTE_MS);

const seen = (own: Partial<SpeedSeen> = {}): SpeedSeen => {
  return { arc: 0, speed: 300, source: "KDA 001A", seenAt: 10, expiresAt: 100, ...own };
};
const roadworks = (own: Partial<TrafficEvent> = {}): TrafficEvent => {
  const effect = "closed";
  return { id: "works", revision: 1, on: { arcs: [0] }, effect, fromAt: 0, untilAt: 100, ...own };
};

describe("U102: the traffic feed", () => {
  test("tells what was seen last, not what came last", () => {
    const feed = openTrafficFeed();
    expect(feed.seen(seen({ seenAt: 50, speed: 100 }), 60)).toBe(true);
    expect(feed.seen(seen({ seenAt: 20, speed: 500 }), 61)).toBe(false);
    expect(feed.seen(seen({ seenAt: 30, speed: 400, source: "KDB 002B" }), 62)).toBe(false);
    const later = { seenAt: 30, speed: 400, source: "KDB 002B", expiresAt: 101 };
    expect(feed.seen(seen(later), 63)).toBe(true);
    expect([...feed.speedsAt(70)]).toEqual([[0, 100]]);
  });

  test("lets each value expire by its own time, and what still stands count again", () => {
    const feed = openTrafficFeed();
    feed.seen(seen({ seenAt: 20, speed: 400, source: "county", expiresAt: 900 }), 30);
    feed.seen(seen({ seenAt: 50, speed: 100, expiresAt: 200 }), 60);
    expect(feed.speedsAt(199).get(0)).toBe(100);
    expect(feed.speedsAt(200).get(0)).toBe(400);
    expect(feed.speedsAt(900).size).toBe(0);
    expect(feed.seen(seen({ seenAt: 950, expiresAt: 960 }), 970)).toBe(false);
  });

  test("of speeds comes to the same in whatever order it was told and swept", () => {
    const anySeen = record({
      arc: nat(2),
      speed: integer({ min: 1, max: 5 }),
      source: constantFrom("a", "b", "c"),
      seenAt: nat(9),
      expiresAt: anyMinutes(30),
    });
    const telling = array(record({ news: anySeen, at: anyMinutes(30) }), { maxLength: 30 });
    const law = property(telling, anyMinutes(30), (all, waits) => {
      const feed = openTrafficFeed();
      const now = Math.max(0, ...all.map(({ at: toldAt }) => toldAt)) + waits;
      for (const { news, at: toldAt } of all) {
        feed.seen(news, toldAt);
        feed.forget(toldAt);
      }
      feed.forget(now);
      const told = [...feed.speedsAt(now)].toSorted(([one], [other]) => one - other);
      expect(told).toEqual(
        standingSpeeds(
          all.map(({ news }) => news),
          now,
        ),
      );
    });
    assert(law, { numRuns: 500 });
  });

  test("of events comes to the same in whatever order it was told and swept, a day late or twice", () => {
    const anyEvent = record({
      id: constantFrom("a", "b", "c"),
      revision: integer({ min: 1, max: 4 }),
      fromAt: anyMinutes(90),
      untilAt: anyMinutes(90),
    }).map(roadworks);
    // Of each revision there is one telling.
    const book = uniqueArray(anyEvent, { selector: ({ id, revision }) => `${id}${revision}` });
    const telling = book.chain((all) => {
      const order = shuffledSubarray([...all, ...all], { minLength: all.length * 2 });
      return record({ order, gaps: array(anyMinutes(5), { minLength: 24, maxLength: 24 }) });
    });
    const law = property(telling, ({ order, gaps }) => {
      const feed = openTrafficFeed();
      let now = 0;
      for (const [i, event] of order.entries()) {
        feed.happened(event);
        now += gaps[i]!;
        feed.forget(now);
      }
      expect(feed.eventsAt(now)).toEqual(standingEvents(order, now));
    });
    assert(law, { numRuns: 500 });
  });

  test("remembers of what is over its number alone, and for a day", () => {
    const feed = openTrafficFeed();
    feed.happened(roadworks({ revision: 2, untilAt: -1 }));
    feed.forget(MINUTE_MS);
    feed.forget(MINUTE_MS + LATE_MS_MAX - 1);
    expect(feed.happened(roadworks({ untilAt: LATE_MS_MAX * 2 }))).toBe(false);
    feed.forget(MINUTE_MS * 2 + LATE_MS_MAX);
    expect(feed.size()).toBe(0);
  });

  test("remembers once what goes on after it was over", () => {
    const feed = openTrafficFeed();
    feed.happened(roadworks({ untilAt: 0 }));
    feed.forget(1);
    expect(feed.happened(roadworks({ revision: 2 }))).toBe(true);
    expect([feed.eventsAt(2).length, feed.size()]).toEqual([1, 1]);
  });

  test("that goes on for ever stays as small as what counts", () => {
    const feed = openTrafficFeed();
    const sizes: number[] = [];
    for (let minute = 0; minute < 4 * DAY_MINUTES; minute++) {
      const now = minute * MINUTE_MS;
      const untilAt = now + 10 * MINUTE_MS;
      feed.happened(roadworks({ id: `jam ${minute}`, fromAt: now, untilAt }));
      for (const source of ["KDA 001A", "KDB 002B"]) {
        feed.seen(seen({ arc: minute % 50, source, seenAt: now, expiresAt: untilAt }), now);
      }
      feed.forget(now);
      if (minute % DAY_MINUTES === DAY_MINUTES - 1) sizes.push(feed.size());
    }
    expect(sizes[3]).toBe(sizes[2]);
    expect(sizes[3]).toBeLessThan(DAY_MINUTES + 50);
  });

  test("tells whoever begins later what stands, and what is still to come", () => {
    const feed = openTrafficFeed();
    feed.happened(roadworks({ id: "over", untilAt: 50 }));
    feed.happened(roadworks({ id: "to come", fromAt: 80 }));
    expect(feed.standing(50).map(({ id }) => id)).toEqual(["to come"]);
  });

  test("keeps the later revision of an event, and one called off is over", () => {
    const feed = openTrafficFeed();
    feed.happened(roadworks({ revision: 2, untilAt: 0 }));
    expect(feed.happened(roadworks())).toBe(false);
    expect(feed.eventsAt(50)).toEqual([]);
  });
});

describe("U107: what is driven at an hour", () => {
  test("is what is usual on the class of a road, and passes from hour to hour", () => {
    const pattern = weekPattern((roadClass, { hour }) => {
      return roadClass === "trunk" && hour === 8 ? 50 : 100;
    });
    const trunk = (minute: number) => sharesAt(pattern, { weekday: 0, minute })[1];
    expect([7 * 60, 7 * 60 + 30, 8 * 60, 9 * 60].map(trunk)).toEqual([1, 0.75, 0.5, 1]);
    expect(sharesAt(pattern, { weekday: 0, minute: 480 })[0]).toBe(1);
    expect(sharesAt(USUAL_WEEK, { weekday: 6, minute: 1_439 })[0]).toBe(1);
  });

  test("is never nothing but where it is closed", async () => {
    const { graph, ...rest } = openRoads(await townMap([{ over: ["0,0", "1,0", "2,0"] }]));
    const feed = openTrafficFeed();
    feed.seen(seen({ speed: 0 }), 20);
    feed.happened(roadworks({ on: { arcs: [1] } }));
    feed.happened(roadworks({ id: "jam", on: { arcs: [0, 0] }, effect: { share: 0.5 } }));
    const at = (now: number) =>
      speedsNow({ ...rest, graph }, { feed, pattern: USUAL_WEEK }, { now, week: NIGHT });
    expect([...at(50)].slice(0, 2)).toEqual([10, 0]);
    expect([...at(100)]).toEqual([...graph.speed]);
  });
});

/** What is driven by arc, from all that was ever told. */
function standingSpeeds(all: readonly SpeedSeen[], now: number): readonly [number, number][] {
  const standing = all
    .filter(({ expiresAt }) => expiresAt > now)
    .toSorted((one, other) => one.seenAt - other.seenAt || other.speed - one.speed);
  const speeds = new Map(standing.map(({ arc, speed }) => [arc, speed]));
  return [...speeds].toSorted(([one], [other]) => one - other);
}

/** What happens now: of each event its highest revision, if that stands. */
function standingEvents(all: readonly TrafficEvent[], now: number): readonly TrafficEvent[] {
  const last = new Map(
    all.toSorted((one, other) => one.revision - other.revision).map((event) => [event.id, event]),
  );
  return [...last.values()]
    .filter(({ fromAt, untilAt }) => fromAt <= now && now < untilAt)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

test("U102: what is driven on one arc is what is driven there among all", async () => {
  const roads = openRoads(
    await townMap([
      { over: ["0,0", "5,0", "10,0"] },
      { over: ["0,0", "0,2", "10,2"], tags: { highway: "trunk" } },
    ]),
  );
  const { arcCount } = roads.graph;
  const area = { southWest: { lat: -9, lng: 30_000 }, northEast: { lat: 9, lng: 60_000 } };
  const anyEvent = record({
    id: constantFrom("a", "b", "c"),
    on: constantFrom({ area }, { arcs: [0, 0, 3] }, { arcs: [arcCount, -1] }),
    effect: constantFrom("closed" as const, { share: 0 }, { share: 0.5 }, { share: 1 }),
  });
  const anySeen = record({ arc: nat(arcCount - 1), speed: nat(2_000) });
  const law = property(array(anyEvent), array(anySeen), nat(10_079), (events, values, minute) => {
    const feed = openTrafficFeed();
    for (const event of events) feed.happened(roadworks(event));
    for (const value of values) feed.seen(seen(value), 20);
    const week = { weekday: Math.floor(minute / DAY_MINUTES), minute: minute % DAY_MINUTES };
    const parts = [roads, { feed, pattern: USUAL_WEEK }, { now: 50, week }] as const;
    const one = speedOn(...parts);
    const arcs = [...roads.graph.head.keys()];
    expect(arcs.map(one.now)).toEqual([...speedsNow(...parts)]);
    const usual = speedsNow(roads, { feed: openTrafficFeed(), pattern: USUAL_WEEK }, parts[2]);
    expect(arcs.map(one.usual)).toEqual([...usual]);
  });
  assert(law);
});

/** Two streets side by side; the southern one is shorter. */
async function town() {
  const roads = openRoads(
    await townMap([
      { over: ["0,0", "5,0", "10,0"] },
      { over: ["0,0", "0,2"] },
      { over: ["0,2", "10,2"] },
      { over: ["10,2", "10,0"] },
    ]),
  );
  const slot = openTariffSlot(roads, { vehicle: car, unit: "time" });
  const feed = openTrafficFeed();
  const fitter = { fit: (next: Parameters<typeof slot.fit>[0]) => Promise.resolve(slot.fit(next)) };
  const live = openLiveRoads({ roads, slot, feed, pattern: USUAL_WEEK, fitter });
  const stops = ["0,0", "10,0"].map((block) => ({ position: blockAt(block) }));
  const kmAt = (now: number) => {
    const answer = live.route({ stops }, now);
    return "routes" in answer
      ? Math.round(answer.routes[0].distanceCm / 10_000) / 10
      : answer.refused;
  };
  return { roads, slot, feed, live, stops, kmAt };
}

const at = (minutes: number): TrafficMoment => ({ now: minutes * MINUTE_MS, week: NIGHT });

describe("U102: live roads", () => {
  test("fit at most every two minutes", async () => {
    const { live, slot } = await town();
    const fits: boolean[] = [];
    for (const minutes of [0, 0.5, 1.9, 2, 3.9, 4]) fits.push(await live.tick(at(minutes)));
    expect(fits).toEqual([true, false, false, true, false, true]);
    expect(slot.version()).toBe(3);
  });

  test("avoid a closed area at once, before the next fitting, and the same after it", async () => {
    const { live, feed, kmAt } = await town();
    await live.tick(at(0));
    expect(kmAt(0)).toBe(1);
    const area = { southWest: { lat: -9, lng: 30_000 }, northEast: { lat: 9, lng: 60_000 } };
    feed.happened(roadworks({ on: { area }, untilAt: 10 * MINUTE_MS }));
    expect(kmAt(MINUTE_MS)).toBe(1.4);
    await live.tick(at(2));
    expect(kmAt(at(2).now)).toBe(1.4);
    await live.tick(at(10));
    expect(kmAt(at(10).now)).toBe(1);
  });

  test("tell time by the same traffic as they find ways by", async () => {
    const { roads, slot, live, feed, stops } = await town();
    const slow = [...roads.graph.head.keys()];
    for (const arc of slow) feed.seen(seen({ arc, speed: 100, expiresAt: 9 * MINUTE_MS }), 20);
    await live.tick(at(1));
    const alone = slot.read(({ drive }) => openRouter(roads, drive).route({ stops }));
    expect(live.route({ stops }, at(1).now)).toEqual(alone);
    if (!("routes" in alone)) expect.unreachable("nothing is closed");
    expect(alone.routes[0].durationDs).toBe(alone.routes[0].cost);
    expect(closedNow(roads, feed, at(1).now).size).toBe(0);
  });
});
