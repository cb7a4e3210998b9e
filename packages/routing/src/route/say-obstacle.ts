import { unreachable } from "@msafara/kernel";
import type { Vehicle } from "../graph/vehicle.ts";
import type { Hindrance, Obstacle } from "./obstacle.ts";
import type { RoadLanguage } from "./say-step.ts";

type Words = Readonly<Record<Hindrance["limit"], string>>;

const WORDS: Readonly<Record<RoadLanguage, Words>> = {
  en: {
    height: "height limit",
    width: "width limit",
    length: "length limit",
    weight: "weight limit",
    "axle-load": "axle load limit",
    "no-hgv": "no heavy vehicles",
    "no-car": "no cars",
    "no-motorcycle": "no motorcycles",
    "no-hazard": "no hazardous goods",
    hours: "closed at this hour",
    toll: "toll, to be avoided",
    ferry: "ferry, to be avoided",
    area: "area to be avoided",
    closed: "closed",
  },
  sw: {
    height: "kikomo cha urefu wa kwenda juu",
    width: "kikomo cha upana",
    length: "kikomo cha urefu",
    weight: "kikomo cha uzito",
    "axle-load": "kikomo cha uzito wa ekseli",
    "no-hgv": "malori hayaruhusiwi",
    "no-car": "magari madogo hayaruhusiwi",
    "no-motorcycle": "pikipiki haziruhusiwi",
    "no-hazard": "mizigo hatari hairuhusiwi",
    hours: "imefungwa saa hii",
    toll: "ya kulipia, iepukwe",
    ferry: "feri, iepukwe",
    area: "eneo la kuepukwa",
    closed: "imefungwa",
  },
};
const VEHICLES: Readonly<Record<RoadLanguage, Readonly<Record<Vehicle["kind"], string>>>> = {
  en: { motorcycle: "motorcycle", car: "car", van: "van", truck: "truck" },
  sw: { motorcycle: "pikipiki", car: "gari", van: "gari la mizigo", truck: "lori" },
};

/** Says an obstacle in one line: `height limit 3.8 m on way 1234 'A104', truck 4.2 m`. */
export function sayObstacle(
  obstacle: Obstacle,
  { kind, language }: { readonly kind: Vehicle["kind"]; readonly language: RoadLanguage },
): string {
  const name = obstacle.name || obstacle.ref;
  const way = language === "en" ? "on way" : "kwenye njia";
  const road = `${way} ${obstacle.osmId}${name === "" ? "" : ` '${name}'`}`;
  const [limit, mine] = figuresOf(obstacle);
  const what = WORDS[language][obstacle.limit] + (limit === "" ? "" : ` ${limit}`);
  const vehicle = mine === "" ? "" : `, ${VEHICLES[language][kind]} ${mine}`;
  return `${what} ${road}${vehicle}`;
}

function figuresOf(obstacle: Hindrance): readonly [limit: string, mine: string] {
  switch (obstacle.limit) {
    case "height":
    case "width":
    case "length":
      return [metres(obstacle.limitCm), metres(obstacle.vehicleCm)];
    case "weight":
    case "axle-load":
      return [tonnes(obstacle.limitKg), tonnes(obstacle.vehicleKg)];
    case "hours":
      return [`(${obstacle.when})`, ""];
    case "no-hgv":
    case "no-car":
    case "no-motorcycle":
    case "no-hazard":
    case "toll":
    case "ferry":
    case "area":
    case "closed":
      return ["", ""];
    default:
      return unreachable(obstacle);
  }
}

function metres(cm: number): string {
  return `${cm / 100} m`;
}

function tonnes(kg: number): string {
  return `${kg / 1_000} t`;
}
