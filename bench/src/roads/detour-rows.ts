import { assert, isRefusal } from "@msafara/kernel";
import {
  openLoadBoard,
  openTariff,
  type OpenLoad,
  type Phantom,
  USUAL_VEHICLES,
} from "@msafara/routing";
import { figureOf } from "../figure.ts";
import { judge, type Row } from "../row.ts";
import { cpuOf } from "./cpu-ms.ts";
import type { City } from "./open-city.ts";
import type { Plan } from "./plan.ts";

const LOADS = 10_000;
/** In queries of NBA. */
const DETOURS_MAX = 2;

/** How long it takes to tell a truck the exact detour of each of ten thousand open loads. */
export function detourRows({ roads }: City, plan: Plan, nbaMs: number): readonly Row[] {
  const tariff = openTariff(roads, { vehicle: USUAL_VEHICLES.car, unit: "time" });
  const places = placesOf(roads, LOADS * 2 + plan.tries * 2);
  const loads = Array.from({ length: LOADS }, (_, i): OpenLoad => {
    const stop = (at: number) => ({ place: places[at]!, serviceMs: 0 });
    return { id: `${i}`, pickup: stop(2 * i), drop: stop(2 * i + 1), payCents: 0, load: [] };
  });
  const pinning = cpuOf(() => openLoadBoard(roads, tariff, loads));
  const board = openLoadBoard(roads, tariff, loads);
  const tries = Array.from({ length: plan.tries }, (_, i) => {
    const [from, to] = [places[2 * (LOADS + i)]!, places[2 * (LOADS + i) + 1]!];
    return cpuOf(() => board.detours({ from, to }));
  });
  return [
    judge({
      question: "10,000 open loads pinned to the roads, once a traffic",
      unit: "ms of CPU",
      figure: figureOf([pinning]),
    }),
    judge({
      question: "exact detours of 10,000 open loads for one truck",
      unit: "ms of CPU",
      figure: figureOf(tries),
    }),
    judge({
      question: "  in NBA queries",
      unit: "times",
      figure: figureOf(tries.map((ms) => ms / nbaMs)),
      target: { atMost: DETOURS_MAX },
    }),
  ];
}

function placesOf({ graph, snap }: City["roads"], count: number): readonly Phantom[] {
  return Array.from({ length: count }, (_, i) => {
    const node = Math.floor(((i * 0.618_033_988_749_895) % 1) * graph.nodeCount);
    const place = snap({ lat: graph.lat[node]!, lng: graph.lng[node]! });
    assert(!isRefusal(place), "a junction lies on a road");
    return place;
  });
}
