import type { RoadUser } from "../../graph/road-users.ts";
import type { Tags } from "../osm/element.ts";
import type { WayCondition } from "../road-map.ts";
import { ACCESS_KEYS, accessOf, accessSaid } from "./access-of.ts";
import { readConditional } from "./conditional.ts";

/**
 * What changes with the hour by the tags of a way; what speaks of weight is a limit, and stands there. A condition
 * does not bind whom a plain sign speaks to more nearly: of `hgv=yes` a Sunday without motor vehicles takes nothing.
 */
export function conditionsOf(tags: Tags): readonly Omit<WayCondition, "way">[] {
  return ACCESS_KEYS.flatMap(([key, users]) =>
    readConditional(tags[`${key}:conditional`] ?? "").flatMap(({ value, when }) => {
      const access = accessSaid(value);
      const binds = users.filter((user) => !isSaidNearer(tags, { key, user }));
      const isOther = access === undefined || /weight/.test(when) || binds.length === 0;
      return isOther ? [] : [{ binds, access, when }];
    }),
  );
}

/** Conditions hold both ways, so that a sign for one of the two leaves them as they are. */
function isSaidNearer(
  tags: Tags,
  { key, user }: { readonly key: string; readonly user: RoadUser },
): boolean {
  const asked = { user, beyond: key };
  return (
    accessOf(tags, { ...asked, direction: "forward" }) !== undefined &&
    accessOf(tags, { ...asked, direction: "backward" }) !== undefined
  );
}
