import type { Address, EventRow, Journal } from "@msafara/runtime";

const PAGE = 500;

/** Which end of which history. */
export interface Wish {
  readonly address: Address;
  /** The agent's version: where its history ends. */
  readonly version: number;
  readonly count: number;
}

/**
 * The last events of an agent, in order. Histories are read forwards, by version: most turns write
 * an event or more, so as many versions back are tried first, and then ever more.
 */
export async function readLastEvents(
  journal: Pick<Journal, "history">,
  { address, version, count }: Wish,
): Promise<readonly EventRow[]> {
  for (let back = count; ; back *= 4) {
    const events = await readFrom(journal, { address, count, from: Math.max(0, version - back) });
    if (events.length >= count || back >= version) return events;
  }
}

async function readFrom(
  journal: Pick<Journal, "history">,
  {
    address,
    count,
    from,
  }: { readonly address: Address; readonly count: number; readonly from: number },
): Promise<readonly EventRow[]> {
  let last: readonly EventRow[] = [];
  let after = from;
  for (;;) {
    const page = await journal.history({ address, afterVersion: after, limit: PAGE });
    last = [...last, ...page].slice(-count);
    after = page.at(-1)?.version ?? after;
    if (page.length < PAGE) return last;
  }
}
