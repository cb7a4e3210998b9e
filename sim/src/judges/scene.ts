import { assert, type Instant } from "@msafara/kernel";
import {
  type Address,
  type Answer,
  type Body,
  decode,
  type EventRow,
  type LiveRow,
  type Mail,
  type QuarantinedMessage,
  type Role,
  roleOf,
  type StoredAgent,
  type TimerRow,
} from "@msafara/runtime";

/** Everything that a journal holds, taken at one moment; the memory twin and PostgreSQL alike. */
export interface Inventory {
  readonly now: Instant;
  readonly agents: readonly StoredAgent[];
  readonly events: readonly EventRow[];
  readonly mail: readonly Mail[];
  readonly timers: readonly TimerRow[];
  readonly effects: readonly {
    readonly id: string;
    readonly address: Address;
    readonly kind: string;
  }[];
  readonly quarantine: readonly Pick<QuarantinedMessage, "address" | "kind" | "error">[];
  readonly views: readonly ViewRow[];
  readonly live: readonly LiveRow[];
}

export interface ViewRow {
  readonly view: string;
  readonly key: string;
  readonly address: Address;
  readonly row: Readonly<Record<string, unknown>>;
}

/** One answer that a caller was given. Asking again with the same key makes another entry. */
export interface Answered<Command extends Body = Body> {
  readonly address: Address;
  readonly command: Command;
  readonly principal: string;
  readonly key: string;
  readonly answer: Answer;
}

/** An event that is read for its meaning. */
export interface Told<Event extends Body = Body> {
  readonly address: Address;
  readonly version: number;
  readonly n: number;
  readonly at: Instant;
  readonly schema: number;
  readonly event: Event;
}

/** What is there to see after a day, whatever was played. */
export interface Scene {
  readonly inventory: Inventory;
  readonly roles: ReadonlyMap<string, Role>;
  /** All events, in order per agent. */
  readonly history: readonly Told[];
  /** Since when nothing went wrong any more, if anything did. */
  readonly calmSince?: Instant;
}

/** What a scene is read from. */
export type Sight = Omit<Scene, "history" | "roles"> & { readonly roles: readonly Role[] };

/** Says in sentences what is wrong, or nothing at all. Pure. */
export type Judge<Evidence extends Scene = Scene> = (evidence: Evidence) => readonly string[];

/** Reads the events once, for all judges. */
export function readScene({ roles: newest, ...rest }: Sight): Scene {
  const roles = new Map(newest.map((role) => [role.name, role]));
  const history = rest.inventory.events.toSorted(byPlace).map((row) => tell(roles, row));
  return { ...rest, roles, history };
}

/** What a bench of judges found wrong, each sentence under its judge's name. */
export function hear<Evidence extends Scene>(
  bench: Readonly<Record<string, Judge<Evidence>>>,
  evidence: Evidence,
): readonly string[] {
  return Object.entries(bench).flatMap(([name, judge]) =>
    judge(evidence).map((wrong) => `${name}: ${wrong}`),
  );
}

/** The role that plays an address; judges know all of them. */
export function roleFor(roles: Scene["roles"], address: Address): Role {
  const role = roles.get(roleOf(address));
  assert(role !== undefined, "every address of the day has a role that judges know");
  return role;
}

/** Only the events of one type. */
export function ofType<Event extends Body, Type extends Event["type"]>(
  history: readonly Told[],
  type: Type,
): readonly Told<Extract<Event, { type: Type }>>[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The type says which event it is.
  return history.filter(({ event }) => event.type === type) as Told<
    Extract<Event, { type: Type }>
  >[];
}

function tell(roles: Scene["roles"], row: EventRow): Told {
  const { address, version, n, at, schema } = row;
  const role = roleFor(roles, address);
  const written = decode<Body>(row.body);
  const event =
    schema === role.schema ? written : (role.upcast?.event?.(schema, written) ?? written);
  return { address, version, n, at, schema, event };
}

function byPlace(one: EventRow, other: EventRow): number {
  if (one.address !== other.address) return one.address < other.address ? -1 : 1;
  return one.version - other.version || one.n - other.n;
}
