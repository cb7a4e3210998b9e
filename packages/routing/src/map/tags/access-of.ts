import type { Tags } from "../osm/element.ts";
import { type Direction, tagOf } from "./tag-of.ts";
import { knownIn } from "./known-in.ts";

/** Whom the map tells apart. */
export type Vehicle = "car" | "hgv";

/** Free to pass, only to reach something there, or closed. */
export type Access = "yes" | "destination" | "no";

/** The nearer a key is to the vehicle, the more it counts. */
const KEYS: Readonly<Record<Vehicle, readonly string[]>> = {
  car: ["motorcar", "motor_vehicle", "vehicle", "access"],
  hgv: ["hgv", "goods", "motor_vehicle", "vehicle", "access"],
};
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

/** Who may drive here: the key nearest to the vehicle that says something known decides. */
export function accessOf(
  tags: Tags,
  { vehicle, direction }: { readonly vehicle: Vehicle; readonly direction: Direction },
): Access | undefined {
  for (const key of KEYS[vehicle]) {
    const said = knownIn(SAID, tagOf(tags, { key, direction }));
    if (said !== undefined) return said;
  }
  return undefined;
}

/** What a value of an access key means; nothing for one that is unknown. */
export function accessSaid(value: string): Access | undefined {
  return knownIn(SAID, value);
}
