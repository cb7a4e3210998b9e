import { type Client, type LiveEvent, MsafaraProblem, type Told } from "@msafara/client";
import type { ROUTES } from "@msafara/contracts";
import type { Instant, World } from "@msafara/kernel";

const LOOK_AGAIN_MS = 1_500;
const SHOWN_MAX = 100;
/** A socket follows a hundred topics. */
const FOLLOWED_MAX = 90;
const OVER: ReadonlySet<string> = new Set(["completed", "cancelled", "expired"]);
/** It cannot be followed just now, which says nothing of the next moment. */
const PASSING: ReadonlySet<string> = new Set(["topic-not-found", "too-many-topics"]);

/** A shipment, as whoever watches may see it. */
export type Shipment = Told<(typeof ROUTES)["readShipment"]>;

/** Something that happened to a shipment. */
export interface Happening {
  readonly shipment: Shipment;
  readonly event: LiveEvent;
}

/** Whose market, and how much of it. */
export interface FollowMarket {
  readonly client: Client;
  readonly world: World;
  /** Only this one. */
  readonly shipmentId: Shipment["id"] | undefined;
  /** What happened from here on is told, too; otherwise only what comes. */
  readonly since: Instant | undefined;
  readonly signal: AbortSignal;
  readonly tell: (happening: Happening) => void | Promise<void>;
}

/**
 * Follows all shipments that are open, and each that comes, until the signal. Which there are is asked
 * again and again, since no topic tells of all of them; what happens to each comes by its own.
 */
export async function followMarket(wish: FollowMarket): Promise<void> {
  const { world, signal } = wish;
  const desk: Desk = { followed: new Map(), left: new Set(), failed: new AbortController() };
  let before: ReadonlySet<string> | undefined;
  while (!signal.aborted && !desk.failed.signal.aborted) {
    const shipments = await shipmentsOf(wish);
    if (shipments !== undefined) {
      const ids = new Set<string>(shipments.map(({ id }) => id));
      before ??= ids;
      lookAtAll(wish, desk, { shipments, ids, before });
    }
    await world.sleep(LOOK_AGAIN_MS, AbortSignal.any([signal, desk.failed.signal]));
  }
  if (desk.failed.signal.aborted) throw desk.failed.signal.reason;
}

interface Desk {
  readonly followed: Map<string, AbortController>;
  /** What is over was seen so, and is told nothing of any more. */
  readonly left: Set<string>;
  readonly failed: AbortController;
}

/** The newest last, as they came; nothing when the market does not answer just now. */
async function shipmentsOf({
  client,
  shipmentId,
  signal,
}: FollowMarket): Promise<readonly Shipment[] | undefined> {
  try {
    if (shipmentId !== undefined) {
      return [await client.readShipment({ params: { id: shipmentId }, signal })];
    }
    const { items } = await client.listShipments({ query: { limit: SHOWN_MAX }, signal });
    return items.toReversed();
  } catch (problem) {
    if (signal.aborted) return undefined;
    // A market that starts again is waited for; the socket goes on where it was.
    if (problem instanceof MsafaraProblem && problem.retry) return undefined;
    throw problem;
  }
}

interface SeenAll {
  readonly shipments: readonly Shipment[];
  readonly ids: ReadonlySet<string>;
  /** Those that were there at the first look: their past is not told. */
  readonly before: ReadonlySet<string>;
}

function lookAtAll(wish: FollowMarket, desk: Desk, { shipments, ids, before }: SeenAll): void {
  for (const id of desk.left) if (!ids.has(id)) desk.left.delete(id);
  for (const shipment of shipments) look(wish, desk, { shipment, isNew: !before.has(shipment.id) });
}

interface Seen {
  readonly shipment: Shipment;
  readonly isNew: boolean;
}

function look(wish: FollowMarket, desk: Desk, { shipment, isNew }: Seen): void {
  const { followed, left } = desk;
  const { id } = shipment;
  const isOver = isLongOver(shipment, wish.since);
  const following = followed.get(id);
  if (following === undefined) {
    const isStale = left.has(id) || (isOver && !isNew);
    if (!isStale && followed.size < FOLLOWED_MAX) begin(wish, desk, { shipment, isNew });
  } else if (isOver) {
    // Its last words may still be on their way: it is left when it is seen over for a second time.
    if (left.has(id)) following.abort();
    left.add(id);
  }
}

function isLongOver({ status, updatedAt }: Shipment, since: Instant | undefined): boolean {
  return OVER.has(status) && (since === undefined || updatedAt < since);
}

function begin(wish: FollowMarket, desk: Desk, { shipment, isNew }: Seen): void {
  const stop = new AbortController();
  desk.followed.set(shipment.id, stop);
  const after = isNew || wish.since !== undefined ? { after: 0 } : {};
  const signal = AbortSignal.any([wish.signal, stop.signal]);
  void follow(wish, shipment, { ...after, signal })
    .catch((problem: unknown) => desk.failed.abort(problem))
    .finally(() => desk.followed.delete(shipment.id));
}

async function follow(
  { client, since, tell }: FollowMarket,
  shipment: Shipment,
  how: { readonly after?: number; readonly signal: AbortSignal },
): Promise<void> {
  const hear = async (event: LiveEvent) => {
    if (since === undefined || event.at >= since) await tell({ shipment, event });
  };
  try {
    await client.live.hear(`shipment/${shipment.id}`, hear, how);
  } catch (problem) {
    const code = problem instanceof MsafaraProblem ? problem.code : "";
    if (code === "resume-impossible") {
      return await client.live.hear(`shipment/${shipment.id}`, hear, { signal: how.signal });
    }
    if (!PASSING.has(code)) throw problem;
  }
}
