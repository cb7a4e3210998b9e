import type { Position } from "@msafara/kernel";
import type { Dice } from "../../tour/dice.ts";
import type { Tags } from "../osm/element.ts";
import { bendLine } from "./bend-line.ts";
import type { LinkClass } from "./class-links.ts";
import type { Link } from "./link-towns.ts";
import type { Town } from "./read-towns.ts";
import type { Sketch } from "./sketch.ts";

export interface LinkAsked {
  readonly link: Link;
  readonly linkClass: LinkClass;
  readonly number: number;
  readonly towns: readonly Town[];
  /** The point of each town where its roads arrive. */
  readonly middles: readonly number[];
  readonly dice: Dice;
  readonly isDry: (point: Position) => boolean;
  readonly countryAt: (point: Position) => string | undefined;
}

/** A road that was drawn, and the border post on it if it leaves a country. */
export interface LinkLaid {
  readonly post?: { readonly name: string; readonly position: Position };
}

const LETTERS: Readonly<Record<LinkClass, string>> = {
  trunk: "A",
  primary: "B",
  secondary: "C",
  tertiary: "D",
  ferry: "",
};
const UNPAVED: Readonly<Record<LinkClass, number>> = {
  trunk: 0,
  primary: 0.05,
  secondary: 0.25,
  tertiary: 0.6,
  ferry: 0,
};
/** Of the small roads so many have a bridge that bears ten tonnes. */
const WEAK_BRIDGES = 0.06;

/** Draws the road between two towns: bent, and with a post where it crosses a border. */
export function layLink(drawing: Sketch, asked: LinkAsked): LinkLaid {
  const { link, towns, middles, dice, isDry, countryAt } = asked;
  const [from, to] = [towns[link.from]!, towns[link.to]!];
  const between = link.ferry ? [] : bendLine([from, to], { dice, isDry });
  const line = [middles[link.from]!, ...between.map(drawing.point), middles[link.to]!];
  const tags = tagsOf(asked);
  const crossing = from.country === to.country ? -1 : borderOf(between, { from, countryAt });
  if (crossing < 0) {
    drawing.way({ lines: [line], tags, country: from.country });
    return {};
  }
  drawing.way({ lines: [line.slice(0, crossing + 2)], tags, country: from.country, border: true });
  drawing.way({ lines: [line.slice(crossing + 1)], tags, country: to.country, border: true });
  const nearer = crossing < between.length / 2 ? from : to;
  return { post: { name: `${nearer.name} border post`, position: between[crossing]! } };
}

/** The first point that is no longer in the country where the road began. */
function borderOf(
  between: readonly Position[],
  { from, countryAt }: Pick<LinkAsked, "countryAt"> & { readonly from: Town },
): number {
  return between.findIndex((point) => countryAt(point) !== from.country);
}

function tagsOf({ link, linkClass, number, towns, dice }: LinkAsked): Tags {
  const name = `${towns[link.from]!.name}–${towns[link.to]!.name}`;
  const [unpaved, weak] = [dice() < UNPAVED[linkClass], dice() < WEAK_BRIDGES];
  if (linkClass === "ferry") return { route: "ferry", name: `${name} Ferry` };
  return {
    highway: linkClass,
    name: `${name} Road`,
    ref: `${LETTERS[linkClass]}${number + 1}`,
    ...(unpaved ? { surface: "gravel" } : {}),
    ...(weak && linkClass === "tertiary" ? { maxweight: "10" } : {}),
  };
}
