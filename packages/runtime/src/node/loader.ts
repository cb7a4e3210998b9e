import { assert } from "@msafara/kernel";
import { decode } from "../body.ts";
import type { Mailbox, StoredAgent } from "../ports/journal.ts";
import type { TimerRow } from "../ports/batch.ts";
import type { Role } from "../role.ts";
import { mergeMail, type Resident } from "./resident.ts";
import { armIfSoon } from "./timer-loop.ts";
import type { Agent } from "./turn.ts";
import { distrust, isOurs, wake, type Yard } from "./yard.ts";

const LOAD_MAX = 500;
const PAUSE_MS = 100;

interface Read {
  readonly resident: Resident;
  readonly doubts: number;
}

/** Reads states and mailboxes of whoever waits to run. Nobody takes a turn while his mailbox is read. */
export async function runLoader(yard: Yard): Promise<void> {
  while (!yard.fenced) {
    if (yard.awaited.size === 0) {
      if (yard.stopping) return;
      await yard.loaderBell.wait();
      continue;
    }
    const reads = begin(yard);
    if (reads.length === 0) continue;
    try {
      await load(yard, reads);
    } catch (error) {
      yard.observe.trouble?.({ what: "load", error });
      await yard.world.sleep(PAUSE_MS);
      // Until then nobody runs: what came by hand meanwhile must not go before what lies in the table.
      for (const { resident } of reads) {
        resident.fetching = false;
        distrust(yard, resident);
      }
    }
  }
}

function begin(yard: Yard): readonly Read[] {
  const reads: Read[] = [];
  for (const resident of yard.awaited) {
    yard.awaited.delete(resident);
    resident.awaited = false;
    if (!yard.owned.has(resident.partition)) yard.residents.delete(resident.address);
    if (resident.busy || !isOurs(yard, resident.partition)) continue;
    resident.fetching = true;
    reads.push({ resident, doubts: resident.doubts });
    if (reads.length === LOAD_MAX) break;
  }
  return reads;
}

async function load(yard: Yard, reads: readonly Read[]): Promise<void> {
  const { journal, limits } = yard;
  const residents = reads.map(({ resident }) => resident);
  const strangers = residents
    .filter(({ agent }) => agent === undefined)
    .map(({ address }) => address);
  const unsure = residents.filter((it) => it.timersUnsure).map(({ address }) => address);
  const [states, mailboxes, timers] = await Promise.all([
    strangers.length === 0 ? [] : journal.states(strangers),
    journal.mailboxes({
      addresses: residents.map(({ address }) => address),
      max: limits.mailWindow,
    }),
    unsure.length === 0 ? [] : journal.timersOf(unsure),
  ]);
  yard.reads += 1;
  const stateOf = new Map(states.map((state) => [state.address, state]));
  const mailboxOf = new Map(mailboxes.map((mailbox) => [mailbox.address, mailbox]));
  rearm(yard, residents, timers);
  for (const read of reads) {
    const { address } = read.resident;
    take(yard, read, { state: stateOf.get(address), mailbox: mailboxOf.get(address) });
  }
}

/** What was due of a batch that was given up is due again, if the table still says so. */
function rearm(yard: Yard, residents: readonly Resident[], timers: readonly TimerRow[]): void {
  for (const resident of residents) resident.timersUnsure = false;
  for (const timer of timers) armIfSoon(yard, timer);
  if (timers.length > 0) yard.timerBell.ring();
}

function take(
  yard: Yard,
  { resident, doubts }: Read,
  {
    state,
    mailbox,
  }: { readonly state: StoredAgent | undefined; readonly mailbox: Mailbox | undefined },
): void {
  resident.fetching = false;
  resident.readNo = yard.reads;
  if (yard.residents.get(resident.address) !== resident) return;
  try {
    resident.agent ??= revive(resident, state);
  } catch (error) {
    if (state !== undefined && state.schema > (resident.role?.schema ?? 0)) {
      return decline(yard, resident);
    }
    return park(yard, resident, error);
  }
  if (mailbox !== undefined) takeMailbox(resident, mailbox);
  if (resident.doubts !== doubts) resident.knows = "unsure";
  wake(yard, resident);
}

function takeMailbox(resident: Resident, { mail, more, suspects }: Mailbox): void {
  const merged = mergeMail(resident.mail, mail);
  const last = mail.at(-1)?.seq ?? 0;
  resident.mail = more ? merged.filter(({ seq }) => seq !== undefined && seq <= last) : merged;
  resident.knows = more ? "windowed" : "complete";
  resident.suspects = suspects;
}

/** The agent as stored, read by today's code; or as it is before its first event. */
function revive({ role, address }: Resident, stored: StoredAgent | undefined): Agent {
  if (stored === undefined) {
    return { state: role?.initial(address), version: 0, turnedAt: 0, heads: {} };
  }
  const { version, turnedAt, heads } = stored;
  const current = readState(role, stored);
  return { state: current, version, turnedAt, heads: heads.length === 0 ? {} : decode(heads) };
}

/** What another schema wrote; a role reads the older ones, and one further when it says so. */
export function readState(
  role: Role | undefined,
  { schema, state }: Pick<StoredAgent, "schema" | "state">,
): unknown {
  const read = decode<unknown>(state);
  if (role === undefined || schema === role.schema) return read;
  const cast = role.upcast?.state;
  if (cast !== undefined) return cast(schema, read);
  assert(schema < role.schema, `role "${role.name}" cannot read schema ${schema}`);
  return read;
}

/** A state of a newer release waits for a node that can read it. */
function decline(yard: Yard, { partition }: Resident): void {
  yard.declined.set(partition, yard.release + 1);
  yard.placementBell.ring();
}

/** A state that cannot be read stalls its own agent only; its mail stays where it is. */
function park(yard: Yard, resident: Resident, error: unknown): void {
  yard.observe.trouble?.({ what: `revive ${resident.address}`, error });
  yard.residents.delete(resident.address);
  for (const timer of resident.due) yard.timers.disarm(timer);
  for (const call of resident.calls) {
    yard.callsWaiting -= 1;
    call.answer({ status: "unavailable", code: "turn-failed", retryAfterMs: 60_000 });
  }
}
