import { type Address, partitionOf } from "../address.ts";
import { encode } from "../body.ts";
import type { LiveRow } from "../ports/batch.ts";
import type { Draft } from "./draft.ts";
import type { HeldMail } from "./resident.ts";
import { admit, distrust, isOurs, wake, type Yard } from "./yard.ts";

/** The queue on which effect workers are woken. */
export const EFFECTS_QUEUE = "effects";

interface Sent {
  readonly mail: readonly HeldMail[];
  readonly seqs: readonly number[];
  /** The yard's count of mailbox reads before the commit was sent. */
  readonly readsBefore: number;
}

/** Committed mail goes to its receivers: here by hand, elsewhere by a ring of the bell. */
export function deliver(yard: Yard, { mail, seqs, readsBefore }: Sent): void {
  for (const [i, held] of mail.entries()) {
    const seq = seqs[i];
    if (seq !== undefined) held.seq = seq;
    if (isOurs(yard, partitionOf(held.receiver))) deliverHere(yard, held, readsBefore);
  }
  ringOwners(yard, mail);
}

/** Rings wherever mail went that does not live here; each node once, with all its addresses. */
export function ringOwners(yard: Yard, mail: readonly HeldMail[]): void {
  const rings = new Map<string, Set<Address>>();
  for (const { receiver } of mail) {
    const owner = yard.owners[partitionOf(receiver)];
    if (owner === undefined || owner === null || owner === yard.incarnation) continue;
    const addresses = rings.get(owner) ?? new Set();
    rings.set(owner, addresses.add(receiver));
  }
  for (const [owner, addresses] of rings) yard.bus.doorbell.ring(owner, [...addresses]);
}

function deliverHere(yard: Yard, held: HeldMail, readsBefore: number): void {
  const receiver = yard.residents.get(held.receiver) ?? admit(yard, held.receiver);
  if (receiver === undefined) {
    yard.unlisted.add(partitionOf(held.receiver));
    return;
  }
  // A read under way may have begun before this commit: what it brings is joined with what came meanwhile.
  if (receiver.fetching) receiver.mail.push(held);
  else if (receiver.knows === "complete" && !receiver.mail.includes(held)) {
    // A read that overlapped our commit may have brought this very row, and it may even be used up.
    if (receiver.readNo > readsBefore) return distrust(yard, receiver);
    if (receiver.mail.length >= yard.limits.mailWindow) receiver.knows = "windowed";
    else receiver.mail.push(held);
  }
  wake(yard, receiver);
}

/** Live events go out, and workers are woken for effects. Both may be lost: the database has them. */
export function publish(yard: Yard, draft: Draft): void {
  for (const row of draft.live)
    yard.bus.live.publish(liveChannel(row.topic, row.audience), liveFrame(row));
  const lanes = new Set(draft.effects.map(({ address, lane }) => effectTaskId(address, lane)));
  for (const id of lanes) {
    yard.bus.tasks.add({ queue: EFFECTS_QUEUE, id, body: encode(id) }).catch((error: unknown) => {
      yard.observe.trouble?.({ what: "wake-effects", error });
    });
  }
}

/** Where an audience of a topic listens. */
export function liveChannel(topic: Address, audience: string): string {
  return `live/${topic}/${audience}`;
}

/** A live event as it travels, in canonical order; what it says is canonical already. */
function liveFrame({ topic, audience, seq, name, body, at }: LiveRow): Uint8Array {
  const head = Buffer.from(`{"at":${at},"audience":${JSON.stringify(audience)},"data":`);
  const rest = `,"name":${JSON.stringify(name)},"seq":${seq},"topic":${JSON.stringify(topic)}}`;
  return new Uint8Array(Buffer.concat([head, body, Buffer.from(rest)]));
}

/** One serial lane of one agent, as the name of a task. */
function effectTaskId(address: Address, lane: string): string {
  return `${address} ${lane}`;
}

/** The lane that a task's name means. */
export function effectLaneOf(id: string): { readonly address: Address; readonly lane: string } {
  const cut = id.indexOf(" ");
  const address = id.slice(0, cut);
  const slash = address.indexOf("/");
  return {
    address: `${address.slice(0, slash)}/${address.slice(slash + 1)}`,
    lane: id.slice(cut + 1),
  };
}
