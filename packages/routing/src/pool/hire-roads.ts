import type { RoadHappening } from "./road-happening.ts";
import { Worker } from "node:worker_threads";
import { Fault, type Position, type World } from "@msafara/kernel";
import { type EtaModel, UNTAUGHT } from "../eta/eta-model.ts";
import { VEHICLE_KINDS } from "../graph/vehicle.ts";
import type { RoadMap } from "../map/road-map.ts";
import { openRoads } from "../route/roads.ts";
import { dismissReader, READERS_MAX } from "../traffic/tariff-slot.ts";
import { openTrafficFeed, type TrafficEvent, type TrafficFeed } from "../traffic/traffic-feed.ts";
import { USUAL_WEEK, type WeekPattern } from "../traffic/week-pattern.ts";
import { inE7 } from "../desk/answer-room.ts";
import { type Crew, openCrew } from "./open-crew.ts";
import { openFitting } from "./open-fitting.ts";
import { patienceFor, unsound } from "./patience-for.ts";
import type { RoadsName, RoadsPool, RoadsQuestion } from "./roads-pool.ts";
import { shareArrays } from "./share-arrays.ts";
import type { LiveMemory } from "../desk/tariff-desk.ts";
import type { AnswererHired, MapHired } from "./thread-words.ts";

/** What a pool is hired with. */
export interface RoadsHired {
  readonly map: RoadMap;
  readonly world: World;
  /** How many threads answer; the first takes short questions alone, so two are the least that is fair. */
  readonly threads: number;
  /** How many may wait in each of the two lines, short questions and long ones; 200 unless said. */
  readonly waitingMax?: number;
  /** Whose clock signs and rush hours on this map go by: "Africa/Nairobi" unless said. */
  readonly timeZone?: string;
  /** What is usually driven by class and hour of the week. */
  readonly pattern?: WeekPattern;
  /** What is known about arrivals; left out, a cautious guess. */
  readonly model?: EtaModel;
  /** Hears of threads that died or were ended; the pool goes on by itself. */
  readonly trouble?: (fault: Fault) => void;
  /** What each thread runs; specs plant another. */
  readonly thread?: URL;
}

const WAITING_MAX = 200;
const ANSWERER = new URL("answerer-thread.ts", import.meta.url);
const FITTER = new URL("fitter-thread.ts", import.meta.url);
/** A thread that needs more dies alone, before the whole program does. Shared memory does not count. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 1_024 };

/** Hires threads that answer whatever is asked of the roads of a map; it resolves when they are ready. */
export async function hireRoads(hired: RoadsHired): Promise<RoadsPool> {
  const { threads } = hired;
  if (threads < 1 || threads > READERS_MAX) {
    const why = `expected 1 to ${READERS_MAX}`;
    throw new Fault(`Cannot hire ${threads} threads: ${why}`, { retry: false });
  }
  const news = openTrafficFeed();
  const { crew, fitting } = await hireAll(hired, news);
  return {
    ...deskOf((question) => crew.ask(question, patienceFor(question))),
    close: async () => {
      await Promise.all([crew.close(), fitting.close()]);
    },
    happened: (happening) => {
      const event = eventOf(happening);
      const now = hired.world.now();
      news.forget(now);
      if (!news.happened(event)) return false;
      crew.tell({ happened: event, now });
      fitting.tell(event);
      return true;
    },
  };
}

/** The fitter first, since all others read what it fits. Where one cannot begin none is left behind. */
async function hireAll(hired: RoadsHired, news: TrafficFeed) {
  const { world, trouble = () => undefined, model = UNTAUGHT, thread = ANSWERER } = hired;
  const shared = shareMap(hired);
  const mapHired = (): MapHired => ({ ...shared, events: news.standing(world.now()) });
  const hire = () => hireThread(FITTER, mapHired());
  let crew: Crew | undefined;
  let live: LiveMemory | undefined;
  const moved = (memory: LiveMemory) => {
    live = memory;
    crew?.tell({ live: memory });
  };
  const fitting = openFitting({ world, trouble, hire, moved });
  try {
    const first = await fitting.first;
    crew = openCrew({
      world,
      trouble,
      seats: hired.threads,
      waitingMax: hired.waitingMax ?? WAITING_MAX,
      hire: (reader) => {
        const memory = live ?? first;
        for (const kind of VEHICLE_KINDS) dismissReader(memory[kind], reader);
        const own = { ...mapHired(), model, live: memory, reader, hasNames: reader === 0 };
        return hireThread(thread, own satisfies AnswererHired);
      },
    });
    await crew.ready;
    return { crew, fitting };
  } catch (error) {
    await Promise.all([crew?.close(), fitting.close()]);
    throw error;
  }
}

/** The map and the hierarchy once for all threads. What ordered the hierarchy has done its work. */
function shareMap({ map, timeZone = "Africa/Nairobi", pattern = USUAL_WEEK }: RoadsHired) {
  const { snap: _own, ...roads } = openRoads(map);
  const { order: _done, ...kept } = map;
  const graph = shareArrays(map.graph);
  const shared = shareArrays({ ...kept, graph });
  const parts = {
    ...shareArrays({ ...roads, graph, map: shared }),
    graph,
    map: { ...shared, graph },
  };
  return { parts, timeZone, pattern };
}

function hireThread(file: URL, workerData: MapHired): Worker {
  return new Worker(file, { workerData, resourceLimits: THREAD_LIMITS });
}

function eventOf(happening: RoadHappening): TrafficEvent {
  const { id, revision, area, effect, fromAt, untilAt } = happening;
  const on = { area: { southWest: inE7(area.southWest), northEast: inE7(area.northEast) } };
  return { id, revision, on, effect, fromAt, untilAt };
}

type Desk = Pick<RoadsPool, RoadsName>;

/** One door for each question; what makes no sense never reaches a thread. */
function deskOf(ask: (question: RoadsQuestion) => Promise<unknown>): Desk {
  const asking =
    <Name extends RoadsName>(question: Name) =>
    async (asked: Parameters<Desk[Name]>[0]): Promise<Awaited<ReturnType<Desk[Name]>>> => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The name and what is asked belong together.
      const wanted = { question, asked } as RoadsQuestion;
      const wrong = unsound(wanted);
      if (wrong !== undefined) throw wrong;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It answers this very question.
      return (await ask(wanted)) as Awaited<ReturnType<Desk[Name]>>;
    };
  return {
    route: asking("route"),
    matrix: asking("matrix"),
    tours: asking("tours"),
    geocode: asking("geocode"),
    reverse: (position: Position) => asking("reverse")(position),
  };
}
