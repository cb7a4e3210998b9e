import type { Position } from "@msafara/kernel";
import { streetsOf } from "../geocode/streets-of.ts";
import type { RoadMap } from "../map/road-map.ts";
import { type Dice, seededDice } from "../tour/dice.ts";

const E7 = 10_000_000;
const SHORTEST = 5;

/** What somebody types, and what he means by it. */
export interface NameAsked {
  readonly text: string;
  readonly name: string;
  /** Where it is. */
  readonly position: Position;
}

interface Named {
  readonly name: string;
  /** The place that is nearest. */
  readonly place: string;
  readonly position: Position;
}

/** One way of writing a name otherwise; nothing where it leaves the name as it is. */
type Slip = (named: Named, dice: Dice) => string | undefined;

const SHORT: readonly (readonly [long: RegExp, short: string])[] = [
  [/\bRoad\b/, "Rd"],
  [/\bStreet\b/, "St"],
  [/\bAvenue\b/, "Ave"],
  [/\bHighway\b/, "Hwy"],
  [/\bRua\b/, "R."],
  [/\bAvenida\b/, "Av."],
  [/\bPraça\b/, "Pç."],
  [/\bTravessa\b/, "Tv."],
  [/\bLargo\b/, "Lg."],
];

const SLIPS: Readonly<Record<string, Slip>> = {
  "as it is": ({ name }) => name,
  "no marks": ({ name }) => changed(name, name.normalize("NFKD").replaceAll(/\p{M}/gu, "")),
  "one letter": ({ name }, dice) =>
    at(name, dice, (i) => `${name.slice(0, i)}${letter(dice)}${name.slice(i + 1)}`),
  "one missing": ({ name }, dice) => at(name, dice, (i) => name.slice(0, i) + name.slice(i + 1)),
  "one too many": ({ name }, dice) =>
    at(name, dice, (i) => name.slice(0, i) + letter(dice) + name.slice(i)),
  swapped: ({ name }, dice) =>
    at(name, dice, (i) => name.slice(0, i) + (name[i + 1] ?? "") + name[i]! + name.slice(i + 2)),
  "word order": ({ name }) => changed(name, name.split(" ").toReversed().join(" ")),
  begun: ({ name }) => changed(name, name.slice(0, Math.ceil(name.length * 0.7))),
  shortened: ({ name }) =>
    changed(
      name,
      SHORT.reduce((said, [long, short]) => said.replace(long, short), name),
    ),
  "house number": ({ name }, dice) => `${1 + Math.floor(dice() * 300)} ${name}`,
  "with its place": ({ name, place }) => inPlace(name, place, `${name}, ${place}`),
  "place without a comma": ({ name, place }) => inPlace(name, place, `${name} ${place}`),
  capitals: ({ name }) => name.toUpperCase(),
};

/** Names of a map as people write them, so many of each kind; the same seed gives the same. */
export function nameCorpus(map: RoadMap, count: number): ReadonlyMap<string, readonly NameAsked[]> {
  const named = namesOf(map);
  const kinds = new Map<string, readonly NameAsked[]>();
  for (const [kind, slip] of Object.entries(SLIPS)) {
    const dice = seededDice(kind.length * 7 + kind.charCodeAt(0));
    const asked: NameAsked[] = [];
    for (let i = 0; i < count * 20 && asked.length < count; i++) {
      const one = named[Math.floor(dice() * named.length)]!;
      const text = slip(one, dice);
      if (text !== undefined) asked.push({ text, name: one.name, position: one.position });
    }
    kinds.set(kind, asked);
  }
  return kinds;
}

/** Places and streets of some length; a number of a road alone is too short to be misspelt. */
function namesOf({ places, graph }: RoadMap): readonly Named[] {
  const known = new Set<string>();
  const nearest = ({ lat, lng }: { readonly lat: number; readonly lng: number }) =>
    places.toSorted(
      (a, b) => Math.hypot(a.lat - lat, a.lng - lng) - Math.hypot(b.lat - lat, b.lng - lng),
    )[0]?.name ?? "";
  return [...places, ...streetsOf(graph)].flatMap(({ name, lat, lng }) => {
    if (name.length < SHORTEST || known.has(name)) return [];
    known.add(name);
    return [{ name, place: nearest({ lat, lng }), position: { lat: lat / E7, lng: lng / E7 } }];
  });
}

function changed(name: string, text: string): string | undefined {
  return text === name ? undefined : text;
}

function inPlace(name: string, place: string, text: string): string | undefined {
  return place === "" || place === name ? undefined : text;
}

/** Somewhere behind the first letter, which people get right. */
function at(name: string, dice: Dice, change: (i: number) => string): string | undefined {
  return changed(name, change(1 + Math.floor(dice() * (name.length - 1))));
}

function letter(dice: Dice): string {
  return String.fromCharCode(97 + Math.floor(dice() * 26));
}
