import { forUsers, ROAD_USERS, type RoadUser } from "../../graph/road-users.ts";
import type { Tags } from "../osm/element.ts";
import { type Direction, tagOf } from "./tag-of.ts";
import { knownIn } from "./known-in.ts";

/** Free to pass, only to reach something there, or closed. */
export type Access = "yes" | "destination" | "no";

/** Whom each key speaks of. The further down, the nearer it is to the vehicle, and the more it counts. */
export const ACCESS_KEYS: readonly (readonly [key: string, users: readonly RoadUser[]])[] = [
  ["access", ROAD_USERS],
  ["vehicle", ROAD_USERS],
  ["motor_vehicle", ROAD_USERS],
  ["motorcar", ["car"]],
  ["motorcycle", ["motorcycle"]],
  ["goods", ["hgv"]],
  ["hgv", ["hgv"]],
];
const KEYS = forUsers((user) =>
  ACCESS_KEYS.filter(([, users]) => users.includes(user))
    .map(([key]) => key)
    .toReversed(),
);
/*
 * Freight is often bound for a private yard, so that "private" is a place to reach and not a wall;
 * nobody passes through it either way.
 */
const SAID: Readonly<Record<string, Access>> = {
  yes: "yes",
  permissive: "yes",
  designated: "yes",
  official: "yes",
  public: "yes",
  destination: "destination",
  delivery: "destination",
  customers: "destination",
  private: "destination",
  permit: "destination",
  residents: "destination",
  local: "destination",
  discouraged: "destination",
  unsuitable: "destination",
  no: "no",
  restricted: "no",
  agricultural: "no",
  forestry: "no",
  emergency: "no",
  military: "no",
  psv: "no",
  bus: "no",
  foot: "no",
  bicycle: "no",
};

/** Whose access is asked for, and which way. */
interface AccessAsked {
  readonly user: RoadUser;
  readonly direction: Direction;
  /** Only keys nearer to the vehicle than this one are read. */
  readonly beyond?: string;
}

/** Who may drive here: the key nearest to the vehicle that says something known decides. */
export function accessOf(tags: Tags, { user, direction, beyond }: AccessAsked): Access | undefined {
  for (const key of KEYS[user]) {
    if (key === beyond) return undefined;
    const said = knownIn(SAID, tagOf(tags, { key, direction }));
    if (said !== undefined) return said;
  }
  return undefined;
}

/** What is said of a subject to somebody: of `toll:motorcycle`, `toll:motor_vehicle` and `toll` the first there is. */
export function saidTo<Said>(
  tags: Tags,
  { subject, user }: { readonly subject: string; readonly user: RoadUser },
  table: Readonly<Record<string, Said>>,
): Said | undefined {
  for (const key of KEYS[user]) {
    const said = knownIn(table, tags[key === "access" ? subject : `${subject}:${key}`]);
    if (said !== undefined) return said;
  }
  return undefined;
}

const PAYS: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** Whether somebody pays there; nothing where nothing is said of it. */
export function paysOn(tags: Tags, user: RoadUser): boolean | undefined {
  return saidTo(tags, { subject: "toll", user }, PAYS);
}

/** What a value of an access key means; nothing for one that is unknown. */
export function accessSaid(value: string): Access | undefined {
  return knownIn(SAID, value);
}
