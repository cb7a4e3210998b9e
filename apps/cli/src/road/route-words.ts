import {
  type Avoid,
  type Drive,
  type RoadLanguage,
  USUAL_VEHICLES,
  type Vehicle,
  VEHICLE_KINDS,
  type WeekMoment,
} from "@msafara/routing";
import type { Option, Request } from "../command/command.ts";
import { amountValue, type Value } from "../words/values.ts";

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MOMENT = /^(Mo|Tu|We|Th|Fr|Sa|Su) ([01]?\d|2[0-3]):([0-5]\d)$/;
const AVOIDED = ["tolls", "ferries"];

function oneOf(name: string, words: readonly string[]): Value {
  return { name, expected: `one of ${words.join(", ")}`, accepts: (text) => words.includes(text) };
}

/** What may be asked of a route. */
export const ROUTE_OPTIONS: Readonly<Record<string, Option>> = {
  vehicle: { value: oneOf("V", VEHICLE_KINDS), says: "What drives (truck unless said)" },
  height: { value: amountValue("M", "4.2"), says: "How high it is, in metres" },
  width: { value: amountValue("M", "2.5"), says: "How wide it is, in metres" },
  length: { value: amountValue("M", "16.5"), says: "How long it is, in metres" },
  weight: { value: amountValue("T", "7.5"), says: "How heavy it is, in tonnes" },
  hazard: { says: "It carries hazardous goods" },
  avoid: {
    value: {
      name: "WHAT",
      expected: "tolls, ferries, or both with a comma between",
      accepts: (text) => text.split(",").every((word) => AVOIDED.includes(word)),
    },
    says: "Avoid tolls, ferries, or both (tolls,ferries)",
  },
  at: {
    value: {
      name: "WHEN",
      expected: `one of ${DAYS.join(", ")} and a time, such as "Mo 07:30"`,
      accepts: (text) => MOMENT.test(text),
    },
    says: "When it drives, by the clock of the place: bans may hold at hours",
  },
  shortest: { says: "The shortest way instead of the fastest" },
  alternatives: { says: "Propose other ways, too" },
  language: { value: oneOf("L", ["en", "sw"]), says: "English (en) or Swahili (sw)" },
};

/** How somebody wants to drive, read from the words of a command. */
export function driveAsked({ options, flags }: Request): Drive {
  const moment = momentAsked(options["at"]);
  return {
    vehicle: vehicleAsked({ options, flags }),
    unit: flags.has("shortest") ? "distance" : "time",
    ...(moment === undefined ? {} : { moment }),
    ...(options["avoid"] === undefined ? {} : { avoid: avoidAsked(options["avoid"]) }),
  };
}

/** The language that a driver is told the way in. */
export function languageAsked({ options }: Request): RoadLanguage {
  return options["language"] === "sw" ? "sw" : "en";
}

function vehicleAsked({ options, flags }: Pick<Request, "options" | "flags">): Vehicle {
  const kind = VEHICLE_KINDS.find((each) => each === options["vehicle"]) ?? "truck";
  const usual = USUAL_VEHICLES[kind];
  const cm = (name: string, otherwise: number) =>
    options[name] === undefined ? otherwise : Math.round(Number(options[name]) * 100);
  return {
    ...usual,
    heightCm: cm("height", usual.heightCm),
    widthCm: cm("width", usual.widthCm),
    lengthCm: cm("length", usual.lengthCm),
    weightKg:
      options["weight"] === undefined
        ? usual.weightKg
        : Math.round(Number(options["weight"]) * 1e3),
    isHazardous: flags.has("hazard"),
  };
}

function avoidAsked(text: string): Avoid {
  const words = text.split(",");
  return { tolls: words.includes("tolls"), ferries: words.includes("ferries") };
}

function momentAsked(text = ""): WeekMoment | undefined {
  const [, day = "", hour, minute] = MOMENT.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  return { weekday: DAYS.indexOf(day), minute: Number(hour) * 60 + Number(minute) };
}
