import type { AnswerOf, BodyOf, ROUTES } from "@msafara/contracts";
import { TRAFFIC_TOPIC, type TrafficHappening } from "@msafara/domain";
import { assert, type Id, isRefusal, refuse } from "@msafara/kernel";
import type { TrafficEntry, TrafficTelling } from "@msafara/store";
import { answerIn, receiptFor } from "../accounts/receipt-for.ts";
import { lineOf, standing } from "../accounts/standing.ts";
import type { Handler, Handlers } from "../door/handler.ts";
import { defined } from "../market/defined.ts";
import { kmAcross } from "./km-across.ts";
import type { RoadHouse } from "./road-house.ts";

/** A flooded coast is as long. What is larger is a slip of the hand, and would close the roads of a country to all. */
const KM_MOST = 500;

type Routes = Pick<typeof ROUTES, "tellTraffic" | "listTraffic" | "callOffTraffic">;
type TrafficHouse = Omit<RoadHouse, "roads">;
type Shown = AnswerOf<Routes["tellTraffic"]>[201];

/** What operators tell of the roads, and take back. */
export function answerTraffic(house: TrafficHouse): Handlers<Routes> {
  return {
    tellTraffic: telling(house),
    callOffTraffic: callingOff(house),
    listTraffic: async ({ query, visitor }) => {
      const page = await house.traffic.list(visitor.principal, defined(query));
      if (isRefusal(page)) return page;
      return { status: 200, body: { ...page, items: page.items.map(show) } };
    },
  };
}

/**
 * The record and the receipt first, the book then: nothing is told that is not on record, and when the book
 * could not be written the same key writes it. Its first revision is written once.
 */
function telling(house: TrafficHouse): Handler<Routes["tellTraffic"]> {
  const { identity, world } = house.reception;
  return async (call) => {
    const told = await identity.once(
      receiptFor(house.reception, "tellTraffic", call),
      async (tx) => {
        const operator = await standing(tx, call);
        if (isRefusal(operator)) return operator;
        if (call.body.to <= world.now()) return refuse("traffic-event-past");
        const km = kmAcross(call.body.area);
        if (km > KM_MOST) return refuse("traffic-area-too-large", { km, kmMost: KM_MOST });
        const id = world.mint("trf");
        const what = { act: "traffic.told", resource: id, why: call.body.note };
        await tx.appendAudit([lineOf(call, what)]);
        return { id };
      },
    );
    const done = answerIn(told);
    if (!("answer" in done)) return done;
    const { id } = done.answer;
    const event = { id, revision: 1, ...happeningOf(call.body), toldBy: call.visitor.actor.userId };
    if (call.dryRun) return { rehearsed: show(event) };
    await spread(house, event);
    return { status: 201, body: show(event), ...done.again };
  };
}

/** In the same order. After it nothing more is told of an event, so that calling off twice is calling off once. */
function callingOff(house: TrafficHouse): Handler<Routes["callOffTraffic"]> {
  const { reception, traffic } = house;
  return async (call) => {
    const { id } = call.params;
    const told = await reception.identity.once(
      receiptFor(reception, "callOffTraffic", call),
      async (tx) => {
        const operator = await standing(tx, call);
        if (isRefusal(operator)) return operator;
        const entry = await traffic.read(id);
        if (entry === undefined) return refuse("traffic-event-not-found");
        return { revision: isOff(entry) ? entry.revision : entry.revision + 1 };
      },
    );
    const done = answerIn(told);
    if (!("answer" in done)) return done;
    const entry = await entryOf(house, id);
    const { revision } = done.answer;
    const off = { ...entry, revision, untilAt: entry.fromAt - 1 };
    if (call.dryRun) {
      return {
        rehearsed: show(isOff(entry) ? entry : { ...off, toldBy: call.visitor.actor.userId }),
      };
    }
    if (entry.revision < revision)
      await spread(house, { ...off, toldBy: await record(house, call) });
    const stands = await entryOf(house, id);
    if (isOff(stands)) return { status: 200, body: show(stands), ...done.again };
    return refuse("traffic-event-changed", { revision: stands.revision });
  };
}

/**
 * Puts on record that an event is called off, once, and answers by whom: of two who do it at once the second waits here,
 * and is told who was first. So the record and the book name the same person, whoever writes it into the book.
 */
async function record(
  { reception: { identity, world } }: TrafficHouse,
  call: Parameters<Handler<Routes["callOffTraffic"]>>[0],
): Promise<string> {
  const { id } = call.params;
  const once = { principal: id, key: "call-off", bodyHash: "call-off" };
  const told = await identity.once(
    { ...once, isRehearsal: false, now: world.now() },
    async (tx) => {
      await tx.appendAudit([lineOf(call, { act: "traffic.called-off", resource: id })]);
      return { by: call.visitor.actor.userId };
    },
  );
  assert(told.outcome !== "key-reused", "an event is called off in one way");
  return told.answer.by;
}

async function entryOf({ traffic }: TrafficHouse, id: string): Promise<TrafficEntry> {
  const entry = await traffic.read(id);
  assert(entry !== undefined, "no event is ever removed from the book");
  return entry;
}

/** Into the book, unless it stands there, and word of it to all who find ways. */
async function spread({ traffic, live }: TrafficHouse, event: TrafficTelling): Promise<void> {
  await traffic.tell(event);
  live.publish(TRAFFIC_TOPIC, new TextEncoder().encode(event.id));
}

function happeningOf({
  area,
  speedShare: share,
  from,
  to,
  note,
}: BodyOf<Routes["tellTraffic"]>): Omit<TrafficHappening, "id" | "revision"> {
  const effect = share === 0 ? "closed" : { share };
  return { area, effect, fromAt: from, untilAt: to, note };
}

function isOff({ fromAt, untilAt }: Pick<TrafficHappening, "fromAt" | "untilAt">): boolean {
  return untilAt < fromAt;
}

/* oxlint-disable typescript/no-unsafe-type-assertion -- Both ids were minted here. */
function show(event: TrafficTelling): Shown {
  const { id, area, effect, fromAt, untilAt, note, toldBy } = event;
  const calledOff = isOff(event);
  return {
    id: id as Id<"trf">,
    area,
    speedShare: effect === "closed" ? 0 : effect.share,
    from: fromAt,
    ...(!calledOff && { to: untilAt }),
    calledOff,
    note,
    toldBy: toldBy as Id<"usr">,
  };
}
