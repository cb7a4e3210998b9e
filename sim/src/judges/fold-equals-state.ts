import { decode, encode } from "@msafara/runtime";
import { roleFor, type Scene, type Told } from "./scene.ts";

/** The events of an agent, folded, give its state to the byte, and every version has its events. */
export function foldEqualsState({ inventory, history, roles }: Scene): readonly string[] {
  const told = Map.groupBy(history, ({ address }) => address);
  const known = new Set(inventory.agents.map(({ address }) => address));
  const orphans = [...told.keys()].filter((address) => !known.has(address));
  return [
    ...orphans.map((address) => `${address} has events and no state`),
    ...inventory.agents.flatMap((agent) => {
      const events = told.get(agent.address) ?? [];
      return [...sameState(roles, agent, events), ...noGaps(agent, events)];
    }),
  ];
}

type Stored = Scene["inventory"]["agents"][number];

function sameState(
  roles: Scene["roles"],
  stored: Stored,
  events: readonly Told[],
): readonly string[] {
  const role = roleFor(roles, stored.address);
  const folded: unknown = events.reduce(
    (state, { event }) => role.evolve(state, event),
    role.initial(stored.address),
  );
  const written = decode<unknown>(stored.state);
  const state =
    stored.schema === role.schema
      ? written
      : (role.upcast?.state?.(stored.schema, written) ?? written);
  if (Buffer.compare(encode(folded), encode(state)) !== 0)
    return [`${stored.address}: its events give another state`];
  return role.phase(state) === stored.phase
    ? []
    : [`${stored.address}: its phase is not that of its state`];
}

function noGaps(
  { address, version, turnedAt }: Stored,
  events: readonly Told[],
): readonly string[] {
  const versions = new Set(events.map((told) => told.version));
  const wrongs =
    versions.size === version
      ? []
      : [`${address} is at version ${version}, found ${versions.size} turns`];
  let before = -Infinity;
  for (const { at, version: turn } of events) {
    if (at < before) wrongs.push(`${address}: time ran backwards before version ${turn}`);
    before = at;
  }
  if (before > turnedAt) wrongs.push(`${address}: its last event is younger than its last turn`);
  return wrongs;
}
