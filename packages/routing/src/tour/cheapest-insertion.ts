import type { FlatProblem } from "./flat-problem.ts";
import { keepsHours } from "./keeps-hours.ts";
import { isFromStart, type Route, startAt } from "./route.ts";

/** Where a job would go: before which slots of the route as it is, and what that costs more. */
export interface Insertion {
  readonly route: Route;
  readonly pickupSlot: number;
  /** Not below `pickupSlot`; equal when the delivery follows at once. */
  readonly deliverySlot: number;
  readonly cost: number;
}

/** What is looked for, and the best that was found so far. */
export interface Probe {
  readonly flat: FlatProblem;
  readonly job: number;
  /** Says now and then that a slot is to be overlooked; luck keeps greed from repeating itself. */
  readonly blinks: () => boolean;
  best: Insertion | undefined;
}

/** Finds the cheapest place for a job in one route, if it is cheaper than the best so far. */
export function probeRoute(probe: Probe, route: Route): void {
  const { flat, job } = probe;
  if (flat.mayCarry[route.run * flat.jobCount + job] === 0) return;
  if (flat.place[2 * job]! < 0) probeSingle(probe, route, 2 * job + 1);
  else if (flat.place[2 * job + 1]! < 0) probeSingle(probe, route, 2 * job);
  else probePair(probe, route);
}

/** The visits with the job put in. */
export function visitsWith(flat: FlatProblem, job: number, insertion: Insertion): number[] {
  const { route, pickupSlot, deliverySlot } = insertion;
  const { visits } = route;
  const pickup = flat.place[2 * job]! < 0 ? [] : [2 * job];
  const delivery = flat.place[2 * job + 1]! < 0 ? [] : [2 * job + 1];
  return [
    ...visits.slice(0, pickupSlot),
    ...pickup,
    ...visits.slice(pickupSlot, deliverySlot),
    ...delivery,
    ...visits.slice(deliverySlot),
  ];
}

function offer(probe: Probe, insertion: Insertion): void {
  if (insertion.cost >= (probe.best?.cost ?? Number.POSITIVE_INFINITY)) return;
  if (probe.blinks()) return;
  if (isLawful(probe, insertion)) probe.best = insertion;
}

/** Routes never change, so that what was once found of one holds. */
function isLawful({ flat, job }: Probe, insertion: Insertion): boolean {
  const { route, pickupSlot, deliverySlot } = insertion;
  const { run, visits, lawful } = route;
  if (flat.runs[run]!.hours === undefined) return true;
  const slots = visits.length + 1;
  const key = (job * slots + pickupSlot) * slots + deliverySlot;
  const known = lawful.get(key);
  if (known !== undefined) return known;
  const isKept = keepsHours(flat, run, visitsWith(flat, job, insertion));
  lawful.set(key, isKept);
  return isKept;
}

function isCheaper({ best }: Probe, cost: number): boolean {
  return best === undefined || cost < best.cost;
}

/** A job with one stop: a slot in time, with room from the start up to it, or from it to the end. */
function probeSingle(probe: Probe, route: Route, visit: number): void {
  const { flat } = probe;
  const { runs, size, place, serviceMs } = flat;
  const { start, end, fromMs, fixed, duration, legCost, locked } = runs[route.run]!;
  const { visits, starts, latest } = route;
  const here = place[visit]!;
  const [firstSlot, lastSlot] = slotsWithRoom(probe, route, visit);
  for (let slot = Math.max(firstSlot, locked.length); slot <= lastSlot; slot++) {
    const before = slot === 0 ? -1 : visits[slot - 1]!;
    const leavesMs = slot === 0 ? fromMs : starts[slot - 1]! + serviceMs[before]!;
    if (leavesMs > flat.lastMs[visit]!) return;
    const from = slot === 0 ? start : place[before]!;
    const to = slot === visits.length ? end : place[visits[slot]!]!;
    const spared = visits.length === 0 ? -fixed : legCost[from * size + to]!;
    const cost = legCost[from * size + here]! + legCost[here * size + to]! - spared;
    if (!isCheaper(probe, cost)) continue;
    const startMs = startAt(flat, visit, leavesMs + duration[from * size + here]!);
    if (startMs + serviceMs[visit]! + duration[here * size + to]! > latest[slot]!) continue;
    offer(probe, { route, pickupSlot: slot, deliverySlot: slot, cost });
  }
}

/** The slots between which the goods of a single stop fit: they are aboard before it, or after it. */
function slotsWithRoom(
  { flat, job }: Probe,
  { run, visits, loads }: Route,
  visit: number,
): readonly [number, number] {
  const { capacity } = flat.runs[run]!;
  const hasRoom = (slot: number): boolean => fits({ flat, job }, { loads, capacity, slot });
  if (visit % 2 === 0) {
    let first = visits.length + 1;
    while (first > 0 && hasRoom(first - 1)) first--;
    return [first, visits.length];
  }
  if (!isFromStart(flat, visit)) return [0, visits.length];
  let last = -1;
  while (last < visits.length && hasRoom(last + 1)) last++;
  return [0, last];
}

interface Hold {
  readonly loads: readonly number[];
  readonly capacity: readonly number[];
  readonly slot: number;
}

/** Whether the job fits beside what is aboard before a slot. */
function fits(
  { flat, job }: Pick<Probe, "flat" | "job">,
  { loads, capacity, slot }: Hold,
): boolean {
  const { dimensions, load } = flat;
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const aboard = loads[slot * dimensions + dimension]! + load[job * dimensions + dimension]!;
    if (aboard > capacity[dimension]!) return false;
  }
  return true;
}

/** Tries each slot for the pickup; what the pickup alone costs bounds what both would. */
// oxlint-disable-next-line complexity -- the innermost search: one pass over the slots, and each test spares the next
function probePair(probe: Probe, route: Route): void {
  const { flat, job } = probe;
  const { runs, size, place, serviceMs } = flat;
  const { start, end, fromMs, fixed, duration, legCost, locked, capacity } = runs[route.run]!;
  const { visits, starts, loads } = route;
  const pickup = 2 * job;
  const here = place[pickup]!;
  for (let slot = locked.length; slot <= visits.length; slot++) {
    const before = slot === 0 ? -1 : visits[slot - 1]!;
    const from = slot === 0 ? start : place[before]!;
    const leavesMs = slot === 0 ? fromMs : starts[slot - 1]! + serviceMs[before]!;
    if (leavesMs > flat.lastMs[pickup]!) return;
    const startMs = startAt(flat, pickup, leavesMs + duration[from * size + here]!);
    if (startMs === Number.POSITIVE_INFINITY || !fits(probe, { loads, capacity, slot })) continue;
    const to = slot === visits.length ? end : place[visits[slot]!]!;
    const spared = visits.length === 0 ? -fixed : legCost[from * size + to]!;
    const begun: Begun = {
      slot,
      leavesMs: startMs + serviceMs[pickup]!,
      cost: legCost[from * size + here]! - spared,
    };
    offerAtOnce(probe, route, begun);
    if (isCheaper(probe, begun.cost + legCost[here * size + to]!))
      probeDelivery(probe, route, begun);
  }
}

/** A pickup that has been put in: when one leaves it, and what it costs without the leg that follows. */
interface Begun {
  readonly slot: number;
  readonly leavesMs: number;
  readonly cost: number;
}

/** The delivery right behind the pickup. */
function offerAtOnce(probe: Probe, route: Route, { slot, leavesMs, cost }: Begun): void {
  const { flat, job } = probe;
  const { runs, size, place, serviceMs } = flat;
  const { end, duration, legCost } = runs[route.run]!;
  const leg = place[2 * job]! * size + place[2 * job + 1]!;
  const to = slot === route.visits.length ? end : place[route.visits[slot]!]!;
  const on = place[2 * job + 1]! * size + to;
  const total = cost + legCost[leg]! + legCost[on]!;
  if (!isCheaper(probe, total)) return;
  const startMs = startAt(flat, 2 * job + 1, leavesMs + duration[leg]!);
  if (startMs + serviceMs[2 * job + 1]! + duration[on]! > route.latest[slot]!) return;
  offer(probe, { route, pickupSlot: slot, deliverySlot: slot, cost: total });
}

/** The delivery behind each later visit, with the delay that the pickup brings pushed along. */
function probeDelivery(probe: Probe, route: Route, begun: Begun): void {
  const { flat, job } = probe;
  const { runs, size, place, serviceMs } = flat;
  const { end, duration, legCost, capacity } = runs[route.run]!;
  const { visits, latest, loads } = route;
  const delivery = 2 * job + 1;
  const there = place[delivery]!;
  let from = place[2 * job]!;
  let clockMs = begun.leavesMs;
  let pickupCost = begun.cost;
  for (let slot = begun.slot; slot < visits.length; slot++) {
    const visit = visits[slot]!;
    const here = place[visit]!;
    if (slot === begun.slot) pickupCost += legCost[from * size + here]!;
    clockMs += duration[from * size + here]!;
    // Who arrives after the latest moment is late for something that follows.
    if (clockMs > latest[slot]! || !fits(probe, { loads, capacity, slot: slot + 1 })) return;
    clockMs = startAt(flat, visit, clockMs) + serviceMs[visit]!;
    if (clockMs > flat.lastMs[delivery]!) return;
    from = here;
    const to = slot + 1 === visits.length ? end : place[visits[slot + 1]!]!;
    const cost =
      pickupCost +
      legCost[here * size + there]! +
      legCost[there * size + to]! -
      legCost[here * size + to]!;
    if (!isCheaper(probe, cost)) continue;
    const startMs = startAt(flat, delivery, clockMs + duration[here * size + there]!);
    if (startMs + serviceMs[delivery]! + duration[there * size + to]! > latest[slot + 1]!) continue;
    offer(probe, { route, pickupSlot: begun.slot, deliverySlot: slot + 1, cost });
  }
}
