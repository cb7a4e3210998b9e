import type { Phantom, Spot } from "../../snap/phantom.ts";
import { type JudgedRoads, SHUT } from "./judge-roads.ts";

/** What the part of an arc before a point costs: rounded down, the whole of it at its end. */
export function paidUpTo(
  { graph }: JudgedRoads,
  cost: number,
  { arc, alongCm }: Pick<Spot, "arc" | "alongCm">,
): number {
  const lengthCm = graph.lengthCm[arc]!;
  return alongCm >= lengthCm ? cost : Number((BigInt(cost) * BigInt(alongCm)) / BigInt(lengthCm));
}

/** Whether the rules let whoever drove these arcs go on by that one: each is read as it is written. */
export function mayGoOn({ rules }: JudgedRoads, driven: readonly number[], next: number): boolean {
  return rules.every(({ after, isOnly, to }) => {
    const start = driven.length - after.length;
    const isMet = start >= 0 && after.every((arc, i) => driven[start + i] === arc);
    return !isMet || isOnly === (next === to);
  });
}

interface State {
  readonly driven: readonly number[];
  readonly paid: number;
}

/** From one spot: the least cost to any spot, over all states of what was driven last. */
export function judgeFrom(judged: JudgedRoads, start: Spot): (end: Spot) => number {
  const { graph, cost } = judged;
  const own = cost[start.arc]!;
  const memory = Math.max(1, ...judged.rules.map(({ after }) => after.length));
  const settled: State[] = [];
  const done = new Set<string>();
  const waiting = openQueue();
  if (own < SHUT) waiting.put({ driven: [start.arc], paid: own - paidUpTo(judged, own, start) });
  for (let state = waiting.take(); state !== undefined; state = waiting.take()) {
    const key = state.driven.join();
    if (done.has(key)) continue;
    done.add(key);
    settled.push(state);
    const at = graph.head[state.driven.at(-1)!]!;
    for (let arc = graph.firstArc[at]!; arc < graph.firstArc[at + 1]!; arc++) {
      const paid = state.paid + cost[arc]!;
      if (paid >= SHUT || !mayGoOn(judged, state.driven, arc)) continue;
      waiting.put({ driven: [...state.driven, arc].slice(-memory), paid });
    }
  }
  return (end) => {
    const last = cost[end.arc]!;
    if (own >= SHUT || last >= SHUT) return SHUT;
    const fare = paidUpTo(judged, last, end);
    let best = SHUT;
    if (end.arc === start.arc && end.alongCm >= start.alongCm)
      best = fare - paidUpTo(judged, own, start);
    for (const { driven, paid } of settled) {
      if (paid + fare >= best) break;
      const isThere = graph.head[driven.at(-1)!] === judged.tail[end.arc];
      if (isThere && mayGoOn(judged, driven, end.arc)) best = paid + fare;
    }
    return best;
  };
}

function openQueue() {
  const heap: State[] = [];
  const swap = (one: number, other: number) => {
    [heap[one], heap[other]] = [heap[other]!, heap[one]!];
  };
  return {
    put(state: State): void {
      let at = heap.push(state) - 1;
      while (at > 0 && heap[(at - 1) >> 1]!.paid > heap[at]!.paid) {
        swap(at, (at - 1) >> 1);
        at = (at - 1) >> 1;
      }
    },
    take(): State | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return top;
      heap[0] = last;
      for (let at = 0; ;) {
        const below = [2 * at + 1, 2 * at + 2].filter((child) => child < heap.length);
        const least = below.reduce(
          (one, child) => (heap[child]!.paid < heap[one]!.paid ? child : one),
          at,
        );
        if (least === at) return top;
        swap(at, least);
        at = least;
      }
    },
  };
}

/** What it costs from each spot of one place to each of another. */
export function spotCosts(
  judged: JudgedRoads,
  { from, to }: { readonly from: Phantom; readonly to: Phantom },
): readonly (readonly number[])[] {
  return from.spots.map((start) => to.spots.map(judgeFrom(judged, start)));
}

/** The least of them. */
export function leastCost(
  judged: JudgedRoads,
  pair: { readonly from: Phantom; readonly to: Phantom },
): number {
  return Math.min(SHUT, ...spotCosts(judged, pair).flat());
}

/** Whether a way exists at all, where some ways of the map hinder nobody and rules bind or do not. */
export function isJoined(
  judged: JudgedRoads,
  pair: { readonly from: Phantom; readonly to: Phantom },
  {
    spared,
    withRules = true,
  }: { readonly spared: (way: number) => boolean; readonly withRules?: boolean },
): boolean {
  const cost = judged.reasons.map((reasons, arc) =>
    reasons.length === 0 || spared(judged.graph.way[arc]!) ? 0 : SHUT,
  );
  const free = { ...judged, cost, rules: withRules ? judged.rules : [] };
  return leastCost(free, pair) < SHUT;
}
