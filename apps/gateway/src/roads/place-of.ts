import type { BodyOf, Language, ROUTES } from "@msafara/contracts";
import type { Refusal } from "@msafara/kernel";
import { fieldPlace } from "./field-place.ts";

/** Which part of a question a refusal is about: for programs, and for people. */
export interface RefusedPlace {
  /** A JSON pointer into what was asked. */
  readonly path: string;
  readonly said: Readonly<Record<Language, string>>;
}

/** Finds that part by the facts of a refusal. */
export type PlaceOf = (facts: Refusal["facts"]) => RefusedPlace;

/** A stop of a route; people count from one. */
export const routePlace: PlaceOf = ({ stop }) => {
  if (typeof stop !== "number") {
    return { path: "/stops", said: { en: "one of the stops", sw: "kimojawapo cha vituo" } };
  }
  const said = { en: `stop ${stop + 1}`, sw: `kituo cha ${stop + 1}` };
  return { path: `/stops/${stop}`, said };
};

const SIDES = {
  origins: { en: "origin", sw: "chanzo cha" },
  destinations: { en: "destination", sw: "mwisho wa" },
} as const;

/** An origin or a destination of a matrix. */
export const matrixPlace: PlaceOf = ({ stop, of }) => {
  if (typeof stop !== "number" || (of !== "origins" && of !== "destinations")) {
    return { path: "", said: { en: "one of the places", sw: "mojawapo ya mahali" } };
  }
  const { en, sw } = SIDES[of];
  const said = { en: `${en} ${stop + 1}`, sw: `${sw} ${stop + 1}` };
  return { path: `/${of}/${stop}`, said };
};

/** A truck of a plan, by the name that the caller gave it, or the field that means nothing. */
export function toursPlace(asked: BodyOf<(typeof ROUTES)["planTours"]>): PlaceOf {
  return ({ truck, vehicle, field }) => {
    const name = truck ?? vehicle;
    const at = asked.trucks.findIndex(({ id }) => id === name);
    if (at < 0) {
      const path = typeof field === "string" ? fieldPlace(asked, field) : "";
      return { path, said: { en: "one of the places", sw: "mojawapo ya mahali" } };
    }
    const said = { en: `the start or end of ${name}`, sw: `mwanzo au mwisho wa ${name}` };
    return { path: `/trucks/${at}`, said };
  };
}

/** The one point of a question. */
export const pointPlace: PlaceOf = () => ({
  path: "/at",
  said: { en: "this point", sw: "hapa" },
});
