import { isRefusal } from "@msafara/kernel";
import { findBackhauls } from "../../backhaul/find-backhauls.ts";
import { type LoadBoard, openLoadBoard } from "../../backhaul/load-board.ts";
import type { OpenLoad, TruckOnItsWay } from "../../backhaul/open-load.ts";
import { priceChain } from "../../backhaul/price-chain.ts";
import { costTable } from "../../desk/cost-table.ts";
import { wayOfSlots } from "../../desk/way-sums.ts";
import type { Roads } from "../../route/roads.ts";
import type { Tariff } from "../../route/tariff.ts";
import type { Phantom } from "../../snap/phantom.ts";
import { type JudgedRoads, judgeRoads, SHUT } from "./judge-roads.ts";
import { judgeFrom } from "./judge-ways.ts";
import { luckOf } from "./luck.ts";
import { wrongOf } from "./wrong-of.ts";

/** The parts of two arcs are rounded, each for itself. */
const ROUNDED = 2;
const MOST = 3;

interface Board {
  readonly roads: Roads;
  readonly tariff: Tariff;
  readonly places: readonly Phantom[];
  readonly least: (from: number, to: number) => number;
  /** Whether every road is as long as it is drawn: else the crow may fly farther than a truck drives. */
  readonly isTrue: boolean;
}

/** Whose board it is, and the number it is made up from. */
interface BoardAsked {
  readonly tariff: Tariff;
  readonly seed: number;
  readonly isTrue: boolean;
}

/** Puts a matrix and a board of loads on the roads of a drive, and says what is wrong with either. */
export function wrongBoard(roads: Roads, { tariff, seed, isTrue }: BoardAsked): readonly string[] {
  const luck = luckOf(seed);
  const judged = judgeRoads(roads.map, tariff.drive);
  const { graph } = roads;
  const points = Array.from({ length: 5 }, () => luck.below(graph.nodeCount));
  const snapped = points.map((node) => {
    const off = luck.pick([0, 0, 200, 900]);
    const point = { lat: graph.lat[node]! + off, lng: graph.lng[node]! - off };
    return roads.snap(point, { cost: tariff.cost });
  });
  const places = snapped.filter((place): place is Phantom => !isRefusal(place));
  if (places.length < snapped.length) return [];
  const all = places.map((from) => {
    const reach = from.spots.map((start) => judgeFrom(judged, start));
    return places.map(({ spots }) => Math.min(SHUT, ...reach.flatMap((to) => spots.map(to))));
  });
  const least = (from: number, to: number) => all[from]![to]!;
  const board = { roads, tariff, places, least, isTrue };
  return [...wrongTable(judged, board), ...wrongLoads(board, luck.dice)];
}

function wrongTable({ cost, clockDs }: JudgedRoads, { roads, tariff, places, least }: Board) {
  const sums = wayOfSlots(roads, tariff);
  const table = costTable(roads, { tariff, sums, from: places, to: places });
  // Where a road for business counts more than its time or length, no cell tells what was least.
  const { unit } = tariff.drive;
  const told = unit === "time" ? table.durationDs : table.distanceCm;
  const plain = unit === "time" ? clockDs : roads.graph.lengthCm;
  const isPlain = cost.every((paid, arc) => paid >= SHUT || paid === plain[arc]);
  return [...told].flatMap((cell, at) => {
    const [from, to] = [Math.floor(at / places.length), at % places.length];
    const paid = least(from, to);
    const isRight = isPlain
      ? cell === paid
      : cell >= SHUT === paid >= SHUT && cell <= paid + ROUNDED;
    return isRight ? [] : [`cell ${from}-${to} is ${cell}, and ${paid} is least`];
  });
}

function wrongLoads(
  { roads, tariff, places, least, isTrue }: Board,
  dice: () => number,
): readonly string[] {
  if (tariff.drive.unit !== "time") return [];
  const [from, to, ...others] = places as [Phantom, Phantom, ...Phantom[]];
  const ends = others.flatMap((_, a) => others.map((__, b) => [a + 2, b + 2] as const));
  const loads = ends.map(([a, b], i): OpenLoad => {
    const opensMs = Math.floor(dice() * 600_000);
    const windows = [
      { fromMs: opensMs + 900_000, untilMs: opensMs + 1_800_000 },
      { fromMs: opensMs, untilMs: opensMs + 300_000 },
    ];
    return {
      id: `${i}`,
      pickup: { place: places[a]!, serviceMs: 60_000, windows },
      drop: { place: places[b]!, serviceMs: 0 },
      payCents: Math.floor(dice() * 3_000),
      load: [1],
    };
  });
  const board = openLoadBoard(roads, tariff, loads);
  const detours = board.detours({ from, to });
  const costs = { perKm: 0, perHour: 36_000 };
  const truck = { from, to, zeroAt: 0, leavesMs: 0, room: [1], costs };
  const wrong = isTrue
    ? wrongBackhauls(board, { ...truck, costs: { perKm: 200, perHour: 90 } })
    : [];
  const each = ends.flatMap(([a, b], i) => {
    const legs = [least(0, a), least(a, b), least(b, 1), least(0, 1)] as const;
    const isShut = legs.some((paid) => paid >= SHUT);
    const expected = isShut ? SHUT : Math.min(SHUT, legs[0] + legs[1] + legs[2] - legs[3]);
    const detour = wrongOf([detours[i] !== expected, `load ${a}-${b} is ${detours[i]}`]);
    const chain = priceChain(board, truck, [loads[i]!]);
    if (isRefusal(chain)) {
      const isLate = chain.why === "too-late" && !isShut;
      const isReason = chain.why === "no-way" ? isShut : isLate;
      return [...detour, ...wrongOf([!isReason, `load ${a}-${b} refused: ${chain.why}`])];
    }
    return [
      ...detour,
      ...wrongOf(
        [chain.detourDs !== expected, `chain ${a}-${b} is ${chain.detourDs}, not ${expected}`],
        [!isInTime(loads[i]!, chain.startsMs[0]!, legs[0] * 100), `load ${a}-${b} is late`],
      ),
    ];
  });
  return [...wrong, ...each];
}

/** What is found must be the best of all chains of one load, each of them priced. */
function wrongBackhauls(board: LoadBoard, truck: TruckOnItsWay): readonly string[] {
  const all = board.loads.flatMap((load) => {
    const chain = priceChain(board, truck, [load]);
    return isRefusal(chain) || chain.profitCents < 1 ? [] : [chain.profitCents];
  });
  const best = all.toSorted((one, other) => other - one).slice(0, MOST);
  const found = findBackhauls(board, truck, { most: MOST }).map(({ profitCents }) => profitCents);
  return wrongOf([
    found.join() !== best.join(),
    `backhauls bring ${found.join()}, not ${best.join()}`,
  ]);
}

/** Whether work begins while somebody is there, and in the first window that can surely be reached. */
function isInTime(
  { pickup: { windows = [] } }: OpenLoad,
  startMs: number,
  latestMs: number,
): boolean {
  const isOpen = windows.some(({ fromMs, untilMs }) => fromMs <= startMs && startMs <= untilMs);
  const reached = windows.filter(({ untilMs }) => latestMs <= untilMs);
  return isOpen && reached.every(({ untilMs }) => startMs <= untilMs);
}
