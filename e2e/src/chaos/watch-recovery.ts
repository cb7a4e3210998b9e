import type { Instant } from "@msafara/kernel";
import { type Arena, databaseNow, type Mischief, type Window } from "./arena.ts";

export interface Deed {
  readonly mischief: Mischief;
  readonly victim: string;
  /** Whose agents are to be taken over. */
  readonly incarnation?: string;
}

interface Seen {
  readonly now: number;
  readonly homeless: number;
  readonly orphans: number;
  readonly first: number | null;
}

/** A turn decided before the deed may carry a clock that is a little ahead. */
const CLOCK_MS = 50;
const LOOK_MS = 40;
const GIVE_UP_MS = 60_000;
const NEVER = Number.POSITIVE_INFINITY;
const TAKEN_OVER: readonly Mischief[] = ["kill", "freeze", "freeze-in-commit"];

const SEEN = `
  WITH owned AS (
    SELECT p.partition, p.owner, n.incarnation AS living
      FROM partitions p
      LEFT JOIN nodes n ON n.incarnation = p.owner AND n.lease_until > clock_timestamp())
  SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now,
         (SELECT count(*) FROM owned WHERE living IS NULL) AS homeless,
         (SELECT count(*) FROM owned
           WHERE partition = ANY ($1::smallint[]) AND (living IS NULL OR owner = $2)) AS orphans,
         (SELECT (extract(epoch FROM min(turned_at)) * 1000)::float8 FROM agents
           WHERE partition = ANY ($1::smallint[])
             AND turned_at > timestamptz 'epoch' + $3::float8 * interval '1 millisecond') AS first`;

/** Does a deed and watches, with the eyes of the database, until every agent has an owner again. */
export async function watchRecovery(
  arena: Arena,
  deed: Deed,
  act: () => Promise<void>,
): Promise<void> {
  const { look, windows, wrongs, takeovers } = arena;
  const { mischief, victim, incarnation = "" } = deed;
  const lost = await partitionsOf(arena, incarnation);
  const begunAt = await databaseNow(look);
  const window: Window = { mischief, victim, from: begunAt, ownedAt: NEVER };
  windows.push(window);
  const isTakenOver = TAKEN_OVER.includes(mischief) && lost.length > 0;
  await act();
  // A blow may wait for its moment; what the victim did until then is no takeover.
  const from = isTakenOver ? await databaseNow(look).catch(() => begunAt) : begunAt;
  const values = [lost, isTakenOver ? incarnation : "", from + CLOCK_MS];
  const clocks = await watch(arena, { from, values, isTakenOver });
  if (clocks === undefined) {
    wrongs.push(`recovery: ${mischief} of ${victim} was never got over`);
    return;
  }
  window.ownedAt = clocks.endedAt;
  if (!isTakenOver) return;
  const isDisturbed = windows.some((other) => other !== window && overlaps(other, window));
  const { firstTurnMs, ownedMs } = clocks;
  const partitions = lost.length;
  takeovers.push({ mischief, victim, partitions, firstTurnMs, ownedMs, isDisturbed });
}

interface Watched {
  readonly from: Instant;
  readonly values: readonly unknown[];
  readonly isTakenOver: boolean;
}

interface Clocks {
  firstTurnMs: number;
  ownedMs: number;
  endedAt: Instant;
}

/** Looks until nobody is without an owner and, after a takeover, one of the orphans has had a turn. */
async function watch(
  arena: Arena,
  { from, values, isTakenOver }: Watched,
): Promise<Clocks | undefined> {
  const { world } = arena;
  const clocks: Clocks = { firstTurnMs: NEVER, ownedMs: NEVER, endedAt: NEVER };
  for (
    const begun = world.ticks();
    world.ticks() - begun < GIVE_UP_MS;
    await world.sleep(LOOK_MS)
  ) {
    const seen = await glance(arena, values);
    if (seen === undefined) continue;
    const { now, first, orphans, homeless } = seen;
    clocks.firstTurnMs = Math.min(clocks.firstTurnMs, (first ?? NEVER) - from);
    if (orphans === 0) clocks.ownedMs = Math.min(clocks.ownedMs, now - from);
    const hasTurned = !isTakenOver || clocks.firstTurnMs < NEVER;
    if (homeless === 0 && orphans === 0 && hasTurned) return { ...clocks, endedAt: now };
  }
  return undefined;
}

/** `undefined` while the database is away. */
async function glance({ look }: Arena, values: readonly unknown[]): Promise<Seen | undefined> {
  try {
    const [seen] = await look.ask<Seen>(SEEN, values);
    return seen;
  } catch {
    return undefined;
  }
}

async function partitionsOf({ look }: Arena, incarnation: string): Promise<readonly number[]> {
  const rows = await look.ask<{ partition: number }>(
    "SELECT partition FROM partitions WHERE owner = $1 ORDER BY partition",
    [incarnation],
  );
  return rows.map(({ partition }) => partition);
}

function overlaps(one: Window, other: Window): boolean {
  return one.from < other.ownedAt && other.from < one.ownedAt;
}
