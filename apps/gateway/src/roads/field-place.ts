import type { BodyOf, ROUTES } from "@msafara/contracts";

type Wanted = BodyOf<(typeof ROUTES)["planTours"]>;

/** Parts of trucks and loads, as the planner and the wire call them; of any other the whole is to blame. */
const PARTS: Readonly<Record<string, string>> = {
  capacity: "/capacityKg",
  delivery: "/delivery",
  "delivery.place": "/delivery/position",
  "delivery.serviceMs": "/delivery/serviceS",
  "delivery.windows": "/delivery/windows",
  endPlace: "/end",
  hours: "/hours",
  load: "/weightKg",
  pickup: "/pickup",
  "pickup.place": "/pickup/position",
  "pickup.serviceMs": "/pickup/serviceS",
  "pickup.windows": "/pickup/windows",
  shifts: "/shifts",
  startPlace: "/start",
};

/** Where in a question for tours a field of the planner's lies, as a JSON pointer; the whole, where it lies nowhere. */
export function fieldPlace({ trucks, loads }: Wanted, field: string): string {
  const [list = "", name = ""] = cut(field);
  if (list === "trucks" || list === "vehicles") {
    return placeIn({ list: "/trucks", all: trucks, name }, ({ locked = [] }, part) =>
      lockIn(locked, part),
    );
  }
  return list === "jobs" ? placeIn({ list: "/loads", all: loads, name }, () => undefined) : "";
}

interface Named {
  readonly id: string;
}

interface Sought<Item extends Named> {
  readonly list: string;
  readonly all: readonly Item[];
  readonly name: string;
}

function placeIn<Item extends Named>(
  { list, all, name }: Sought<Item>,
  within: (item: Item, part: string) => string | undefined,
): string {
  const found = longestIn(all, name);
  if (found === undefined) return list;
  const { item, part } = found;
  return `${list}/${all.indexOf(item)}${within(item, part) ?? PARTS[part] ?? ""}`;
}

/** The last, since what comes twice is wrong the second time. */
function lockIn(locked: NonNullable<Wanted["trucks"][number]["locked"]>, part: string) {
  const at = locked.findLastIndex(({ loadId, what }) => part === `locked.${loadId}.${what}`);
  return at < 0 ? undefined : `/locked/${at}`;
}

/** Names are the caller's own and may have dots in them: the longest that fits is meant. */
function longestIn<Item extends Named>(all: readonly Item[], name: string) {
  const fits = all.filter(({ id }) => name === id || name.startsWith(`${id}.`));
  const [item] = fits.toSorted((one, other) => other.id.length - one.id.length);
  return item === undefined ? undefined : { item, part: name.slice(item.id.length + 1) };
}

function cut(field: string): readonly string[] {
  const dot = field.indexOf(".");
  return dot < 0 ? [field] : [field.slice(0, dot), field.slice(dot + 1)];
}
