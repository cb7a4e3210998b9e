import { openTestDatabase } from "@msafara/dev";
import { isRefusal, realWorld } from "@msafara/kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openPool } from "../connection/open-pool.ts";
import { openTraffic } from "./open-traffic.ts";
import type { TrafficTelling } from "./traffic.ts";

const world = realWorld();
const HOUR = 3_600_000;
const NOW = world.now();
const LONG = { connectMs: 20_000, statementMs: 20_000, lockMs: 20_000 };

/** A landslide at Mai Mahiu closes the road; each test spoils one thing. */
function landslide(spoil: Partial<TrafficTelling> = {}): TrafficTelling {
  return {
    id: world.mint("trf"),
    revision: 1,
    area: { southWest: { lat: -1.0, lng: 36.5 }, northEast: { lat: -0.9, lng: 36.65 } },
    effect: "closed",
    fromAt: NOW - HOUR,
    untilAt: NOW + HOUR,
    note: "Landslide at Mai Mahiu",
    toldBy: "usr_ops",
    ...spoil,
  };
}

describe("the book of traffic (U102)", () => {
  let database: Awaited<ReturnType<typeof openTestDatabase>>;
  let book: ReturnType<typeof openTraffic>;
  let admin: ReturnType<typeof openPool>;
  beforeAll(async () => {
    database = await openTestDatabase();
    book = openTraffic(database.url);
    admin = openPool({ connectionString: database.url, max: 1, ...LONG });
  });
  beforeEach(async () => {
    await admin.query("TRUNCATE traffic_events RESTART IDENTITY");
  });
  afterAll(async () => {
    await book.close();
    await admin.end();
    await database.close();
  });

  test("has what was told, by whom and when, after a restart", async () => {
    const slow = landslide({ effect: { share: 0.3 } });
    const told = await book.tell(slow);
    expect(told).toEqual({ ...slow, toldAt: expect.any(Number) });
    const again = openTraffic(database.url);
    expect(await again.read(slow.id)).toEqual(told);
    expect(await again.read("trf_unknown")).toBeUndefined();
    await again.close();
  });

  test("appends revisions: the last one counts, and none is lost", async () => {
    const first = landslide();
    await book.tell(first);
    const second = { ...first, revision: 2, effect: { share: 0.5 }, toldBy: "usr_other" };
    await book.tell(second);
    expect(await book.read(first.id)).toMatchObject(second);
    const { rows } = await admin.query("SELECT told_by FROM traffic_events ORDER BY seq");
    expect(rows).toEqual([{ told_by: "usr_ops" }, { told_by: "usr_other" }]);
  });

  test.for([1, 3])(
    "refuses revision %i after the first, and says what stands",
    async (revision) => {
      const first = landslide();
      await book.tell(first);
      const refused = await book.tell({ ...first, revision, note: "Late" });
      expect(refused).toEqual({ refused: "traffic-event-changed", facts: { revision: 1 } });
      expect(await book.read(first.id)).toMatchObject(first);
    },
  );

  test("refuses a second revision of what nobody told", async () => {
    const refused = await book.tell(landslide({ revision: 2 }));
    expect(refused).toEqual({ refused: "traffic-event-changed", facts: { revision: 0 } });
  });

  test("of ten who change one event at once, one is heard", async () => {
    const first = landslide();
    await book.tell(first);
    const told = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        book.tell({ ...first, revision: 2, note: `Operator ${i}` }),
      ),
    );
    expect(told.filter((each) => !isRefusal(each))).toHaveLength(1);
  });

  test("shows page by page what is not over, or all, the newest telling first", async () => {
    const over = landslide({ untilAt: NOW - 1, note: "over" });
    const one = landslide({ note: "one" });
    const later = landslide({ fromAt: NOW + HOUR, untilAt: NOW + 2 * HOUR, note: "later" });
    for (const telling of [over, one, later]) await book.tell(telling);
    await book.tell({ ...later, revision: 2, untilAt: later.fromAt - 1, note: "called off" });
    await book.tell({ ...one, revision: 2, note: "one, changed" });

    const current = await book.list("usr_ops", { which: "current", limit: 10 });
    expect(notesIn(current)).toEqual(["one, changed"]);
    const first = await book.list("usr_ops", { which: "all", limit: 2 });
    expect(notesIn(first)).toEqual(["one, changed", "called off"]);
    const cursor = isRefusal(first) ? "" : (first.nextCursor ?? "");
    expect(notesIn(await book.list("usr_ops", { which: "all", limit: 2, cursor }))).toEqual([
      "over",
    ]);
    const strange = await book.list("usr_other", { which: "all", limit: 2, cursor });
    expect(strange).toMatchObject({ refused: "cursor-unknown" });
  });

  test("tells who starts what is not over, and later what is new, what was called off too", async () => {
    const over = landslide({ untilAt: NOW - 1 });
    const one = landslide();
    const off = landslide({ fromAt: NOW + HOUR, untilAt: NOW + HOUR - 1 });
    for (const telling of [over, one, off]) await book.tell(telling);
    const start = await book.newsAfter(0);
    expect(start.happenings).toEqual([happeningIn(one)]);
    expect(start.isMore).toBe(false);

    const calledOff = { ...one, revision: 2, untilAt: one.fromAt - 1 };
    await book.tell(calledOff);
    const news = await book.newsAfter(start.upTo);
    expect(news.happenings).toContainEqual(happeningIn(calledOff));
    expect(await book.newsAfter(news.upTo)).toEqual({
      upTo: news.upTo,
      isMore: false,
      happenings: [],
    });
  });

  test("hands out a thousand at a time, and says that there is more", async () => {
    await admin.query(`SELECT tell_traffic_v1('trf_' || n, 1, 0, 0, 1, 1, NULL, now(),
                              now() + interval '1 hour', 'Pothole', 'usr_ops')
                         FROM generate_series(1, 1001) AS n`);
    const first = await book.newsAfter(0);
    expect(first).toMatchObject({ isMore: true, upTo: 1_000 });
    const rest = await book.newsAfter(first.upTo);
    expect(rest).toMatchObject({ isMore: false, happenings: [{ id: "trf_1001" }] });
  });

  test("is numbered as it is committed: whoever tells waits for the telling before", async () => {
    const slow = await admin.connect();
    const hold = `SELECT tell_traffic_v1('trf_slow', 1, 0, 0, 1, 1, NULL, now(),
                                         now() + interval '1 hour', 'Slow', 'usr_ops')`;
    await slow.query("BEGIN");
    await slow.query(hold);
    const quick = landslide();
    const telling = book.tell(quick);
    const waits = `SELECT count(*) AS n FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted`;
    await vi.waitFor(async () => expect((await slow.query(waits)).rows).toEqual([{ n: 1 }]), 5_000);
    expect((await book.newsAfter(0)).upTo).toBe(0);
    await slow.query("COMMIT");
    slow.release();
    await telling;
    const { happenings } = await book.newsAfter(0);
    expect(happenings.map(({ id }) => id)).toEqual(["trf_slow", quick.id]);
  });

  test("misses no telling of many who tell at once", async () => {
    const heard = new Set<string>();
    let upTo = 0;
    const listen = async () => {
      const news = await book.newsAfter(upTo);
      ({ upTo } = news);
      for (const { id } of news.happenings) heard.add(id);
    };
    const tellings = Array.from({ length: 40 }, () => landslide());
    const other = openTraffic(database.url);
    const telling = Promise.all(tellings.map((each, i) => (i % 2 === 0 ? book : other).tell(each)));
    for (let looks = 0; looks < 1_000 && heard.size < tellings.length; looks++) await listen();
    await telling;
    expect([...heard].toSorted()).toEqual(tellings.map(({ id }) => id).toSorted());
    await other.close();
  });
});

function notesIn(page: Awaited<ReturnType<ReturnType<typeof openTraffic>["list"]>>) {
  return isRefusal(page) ? page.refused : page.items.map(({ note }) => note);
}

function happeningIn({ toldBy: _, ...happening }: TrafficTelling) {
  return happening;
}
