import type { TurnRule } from "../../graph/road-graph.ts";
import type { Tags } from "../osm/element.ts";
import type { RoadUser } from "../../graph/road-users.ts";
import { ACCESS_KEYS } from "./access-of.ts";
import { readConditional } from "./conditional.ts";
import { knownIn } from "./known-in.ts";

/** What a relation forbids or demands, before anybody knows which arcs it means. */
export interface Restriction {
  readonly kind: TurnRule["kind"];
  /** Whether it is about turning round. */
  readonly uTurn: boolean;
  readonly binds: readonly RoadUser[];
  readonly when?: string;
}

/** The nearer to the vehicle a key is, the more it counts; those of buses and bicycles bind neither. */
const KEYS = ACCESS_KEYS.map(
  ([key, binds]) => [key === "access" ? "restriction" : `restriction:${key}`, binds] as const,
);
const EXCEPTED: Readonly<Record<string, readonly RoadUser[]>> = Object.fromEntries(ACCESS_KEYS);
const VALUE = /^(no|only)_(left_turn|right_turn|straight_on|u_turn|entry|exit)$/;

/** What the tags of a relation say about turning. One relation may say several things of several vehicles. */
export function restrictionsOf(tags: Tags): readonly Restriction[] {
  const free = (tags["except"] ?? "")
    .split(/[;,]\s*/)
    .flatMap((who) => knownIn(EXCEPTED, who) ?? []);
  return KEYS.flatMap(([key, everyone]) => {
    const binds = everyone.filter((vehicle) => !free.includes(vehicle));
    if (binds.length === 0) return [];
    const always = parse(tags[key] ?? "", { binds, when: hoursOf(tags) });
    const sometimes = readConditional(tags[`${key}:conditional`] ?? "").flatMap(
      ({ value, when }) => parse(value, { binds, when }) ?? [],
    );
    return always === undefined ? sometimes : [always, ...sometimes];
  });
}

function parse(
  value: string,
  { binds, when }: { readonly binds: readonly RoadUser[]; readonly when: string | undefined },
): Restriction | undefined {
  const [, kind, turn] = VALUE.exec(value) ?? [];
  if (kind !== "no" && kind !== "only") return undefined;
  const restriction = { kind, uTurn: turn === "u_turn", binds } as const;
  return when === undefined ? restriction : { ...restriction, when };
}

/** The way in which hours were written before there were conditions. */
function hoursOf(tags: Tags): string | undefined {
  const day = (key: string) => tags[key]?.slice(0, 2);
  const [on, off] = [day("day_on"), day("day_off")];
  const days = on === undefined ? "" : `${on}${off === undefined ? "" : `-${off}`} `;
  const [from, to] = [tags["hour_on"], tags["hour_off"]];
  if (from !== undefined && to !== undefined) return `${days}${from}-${to}`;
  return days === "" ? undefined : days.trim();
}
