import type { LiveRow } from "@msafara/runtime";
import type { Inbox } from "./open-follower.ts";
import type { Trader } from "./town.ts";

/** Everybody who listened heard each event of his topics once, in order, to the last. */
export function judgeSockets(
  traders: readonly Trader[],
  live: ReadonlyMap<string, readonly LiveRow[]>,
): readonly string[] {
  return traders.flatMap(({ person, follower }) => [
    ...follower.wrongs.map((wrong) => `sockets: ${person.account.agentId} ${wrong}`),
    ...follower.inboxes().flatMap((inbox) => {
      const told = live.get(placeOf(inbox, person.account.agentId)) ?? [];
      return heardAll(inbox, told).map((it) => `sockets: ${person.account.agentId}: ${it}`);
    }),
  ]);
}

/** Where the journal keeps what this topic tells. */
export function placeOf({ topic }: Pick<Inbox, "topic">, agentId: string): string {
  return topic === "me"
    ? `driver/${agentId} driver`
    : `platform/${topic.slice("shipment/".length)} shipper`;
}

function heardAll({ topic, events }: Inbox, told: readonly LiveRow[]): readonly string[] {
  if (events.length !== told.length) {
    return [`heard ${events.length} of ${topic}, where ${told.length} happened`];
  }
  const due = told.toSorted((one, other) => one.seq - other.seq);
  const odd = events.find((event, i) => !isSame(event, due[i]));
  return odd === undefined ? [] : [`heard ${odd.name} as ${odd.seq} of ${topic}, which was not`];
}

/** What of an event the wire shows is for the specs of the wire: here it counts that it came, and when. */
function isSame({ seq, name }: Inbox["events"][number], row: LiveRow | undefined): boolean {
  return row !== undefined && row.seq === seq && row.name === name;
}
