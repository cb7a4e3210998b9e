import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LegCosts, TourJob, TourProblem, TourStop } from "../../index.ts";

const SHARED =
  // oxlint-disable-next-line house/no-process-env -- where public instances lie differs between machines
  process.env["MSAFARA_SHARED"] ?? join(import.meta.dirname, "../../../../../../shared");
/** Instances count in units; solvers in thousandths of them. */
const UNIT = 1_000;

function read(path: string): string | undefined {
  const file = join(SHARED, "data", path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** What the world knows of an instance; `undefined` where the list is not there. */
export function bestKnown(
  name: string,
): { readonly cost: number; readonly vehicles: number } | undefined {
  const rows = read("best-known.csv")?.split("\n") ?? [];
  const row = rows.map((line) => line.split(",")).find((cells) => cells[2] === name);
  return row && { cost: Number(row[4]), vehicles: Number(row[5]) };
}

/** What VROOM made of an instance, thinking as hard as it can: thousandths of a unit, and seconds of CPU. */
export interface VroomTour {
  readonly cost: number;
  readonly cpu: number;
}

/** VROOM's stored answer for an instance of 100 customers; `undefined` where it is not there. */
export function readVroom(set: "lilim" | "solomon", name: string): VroomTour | undefined {
  const text = read("vroom-solomon-lilim100-results.json");
  const all: Readonly<Record<string, VroomTour>> = JSON.parse(text ?? "{}");
  return all[`${set === "lilim" ? "lilim100" : set}|5|${name}`];
}

/** A TSPLIB instance with rounded Euclidean legs; `undefined` where it is not there. */
export function readTsplib(name: string): LegCosts | undefined {
  const [, section] = read(`tsplib/${name}.tsp`)?.split("NODE_COORD_SECTION") ?? [];
  if (section === undefined) return undefined;
  const points = numbersOf(section).map(([, x, y]) => ({ x: x!, y: y! }));
  const costs = points.flatMap((from) =>
    points.map((to) => Math.round(Math.hypot(from.x - to.x, from.y - to.y))),
  );
  return { size: points.length, costs: Int32Array.from(costs) };
}

/** An instance of Li & Lim (pairs) or Solomon (deliveries alone); `undefined` where it is not there. */
export function readRoutes(set: "lilim" | "solomon", name: string): TourProblem | undefined {
  const text = read(`${set}/${name}.txt`);
  if (text === undefined) return undefined;
  const [[vehicles, capacity], ...rows] = numbersOf(text) as [[number, number], ...number[][]];
  const legs = rows.flatMap((from) =>
    rows.map((to) => Math.round(UNIT * Math.hypot(from[1]! - to[1]!, from[2]! - to[2]!))),
  );
  const cells = Int32Array.from(legs);
  const customers = rows.slice(1).filter((row) => set === "solomon" || row[3]! > 0);
  return {
    zeroAt: 0,
    matrix: { size: rows.length, durationMs: cells, distanceM: cells },
    jobs: customers.map((row): TourJob => {
      const id = `customer ${row[0]}`;
      if (set === "solomon") return { id, delivery: stopOf(row), load: [row[3]!] };
      return { id, pickup: stopOf(row), delivery: stopOf(rows[row[8]!]!), load: [row[3]!] };
    }),
    vehicles: Array.from({ length: vehicles }, (_, index) => ({
      id: `truck ${index}`,
      startPlace: 0,
      endPlace: 0,
      shifts: [{ fromMs: 0, untilMs: UNIT * rows[0]![5]! }],
      capacity: [capacity],
      costs: { fixed: 0, perKm: 1, perHour: 0 },
    })),
  };
}

function stopOf(row: readonly number[]): TourStop {
  const windows = [{ fromMs: UNIT * row[4]!, untilMs: UNIT * row[5]! }];
  return { place: row[0]!, serviceMs: UNIT * row[6]!, windows };
}

function numbersOf(text: string): number[][] {
  return text
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter((row) => row.length > 1 && row.every((cell) => Number.isFinite(cell)));
}
