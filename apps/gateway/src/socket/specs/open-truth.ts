import type { Actor } from "@msafara/domain";
import { type Address, encode, type LiveRow } from "@msafara/runtime";
import type { Watchable } from "../watchable.ts";

const AUDIENCE = "shipper";
const AT = Date.UTC(2026, 10, 20, 9);
export const SHIPMENT = "shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
export const TOPIC = `shipment/${SHIPMENT}`;
const CHANNEL: Address = `platform/${SHIPMENT}`;

/** The truth, as a database keeps it, and the words that go out after each commit. */
export function openTruth(wait: () => Promise<void>) {
  const rows: LiveRow[] = [];
  const barred = new Set<string>();
  const watchable: Watchable = {
    audienceOf: async (viewer: Actor, topic: string) => {
      await wait();
      if (barred.has(viewer.userId)) return undefined;
      if (topic.startsWith("truck/")) return "all";
      return topic === TOPIC ? AUDIENCE : undefined;
    },
    whereIsTrip: async () => undefined,
    readLive: async ({ topic, audience, after, limit }) => {
      const all = rows.filter((row) => row.topic === topic && row.audience === audience);
      await wait();
      const events = all.filter(({ seq }) => seq > after).slice(0, limit);
      return { events, head: all.at(-1)?.seq ?? 0 };
    },
  };
  /** Writes the next event down, and gives back what the bus is to carry; with many reasons it is a long one. */
  function commit(reasons = 0): Uint8Array {
    const seq = (rows.at(-1)?.seq ?? 0) + 1;
    const row = { topic: CHANNEL, audience: AUDIENCE, seq, name: "shipment.expired", at: AT };
    const passed = Object.fromEntries(
      Array.from({ length: reasons }, (_, i) => [`not-fit-for-the-load-in-hand-${i}`, i]),
    );
    const data = { shipmentId: SHIPMENT, why: "nobody-bid", hint: { asked: reasons, passed } };
    rows.push({ ...row, body: encode(data) });
    return encode({ ...row, data });
  }
  return {
    watchable,
    commit,
    barred,
    topic: CHANNEL,
    audience: AUDIENCE,
    last: () => rows.at(-1)?.seq ?? 0,
    /** The past that is kept no longer. */
    forget: (count: number) => void rows.splice(0, count),
  };
}

export type Truth = ReturnType<typeof openTruth>;
