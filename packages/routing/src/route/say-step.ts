import type { Maneuver, RouteStep } from "./step.ts";

/** The languages of the road. */
export type RoadLanguage = "en" | "sw";

type Turn = Exclude<Maneuver, "depart" | "roundabout" | "arrive">;

const TURNS: Readonly<Record<RoadLanguage, Readonly<Record<Turn, string>>>> = {
  en: {
    continue: "Continue",
    "keep-left": "Keep left",
    "keep-right": "Keep right",
    "bear-left": "Bear left",
    "bear-right": "Bear right",
    "turn-left": "Turn left",
    "turn-right": "Turn right",
    "sharp-left": "Turn sharp left",
    "sharp-right": "Turn sharp right",
    "u-turn": "Turn round",
    ferry: "Take the ferry",
  },
  sw: {
    continue: "Endelea",
    "keep-left": "Kaa kushoto",
    "keep-right": "Kaa kulia",
    "bear-left": "Elekea kushoto kidogo",
    "bear-right": "Elekea kulia kidogo",
    "turn-left": "Pinda kushoto",
    "turn-right": "Pinda kulia",
    "sharp-left": "Pinda kabisa kushoto",
    "sharp-right": "Pinda kabisa kulia",
    "u-turn": "Geuza gari urudi",
    ferry: "Panda feri",
  },
};
const COMPASS: Readonly<Record<RoadLanguage, readonly string[]>> = {
  en: ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"],
  sw: [
    "kaskazini",
    "kaskazini mashariki",
    "mashariki",
    "kusini mashariki",
    "kusini",
    "kusini magharibi",
    "magharibi",
    "kaskazini magharibi",
  ],
};
const ORDINALS = ["th", "st", "nd", "rd"];

/** Says a step to a driver, in one sentence without its stop. */
export function sayStep(step: RouteStep, language: RoadLanguage): string {
  const { maneuver } = step;
  if (maneuver === "depart") return sayDepart(step, language);
  if (maneuver === "arrive") return sayArrive(step, language);
  if (maneuver === "roundabout") return sayRoundabout(step, language);
  const turn = TURNS[language][maneuver];
  if (maneuver === "ferry") return step.name === "" ? turn : `${turn} ${roadOf(step)}`;
  const isOn = maneuver === "continue" || maneuver === "u-turn";
  return turn + (isOn ? on(step, language) : onto(step, language));
}

function sayDepart(step: RouteStep, language: RoadLanguage): string {
  const names = COMPASS[language];
  const toward = names[Math.round((step.bearing ?? 0) / 45) % names.length]!;
  return `${language === "en" ? "Head" : "Elekea"} ${toward}${on(step, language)}`;
}

function sayArrive({ side = "on" }: RouteStep, language: RoadLanguage): string {
  if (language === "en") return side === "on" ? "Arrive" : `Arrive: it is on the ${side}`;
  if (side === "on") return "Umefika";
  return `Umefika: ni upande wa ${side === "left" ? "kushoto" : "kulia"}`;
}

function sayRoundabout(step: RouteStep, language: RoadLanguage): string {
  const exit = step.exit ?? 1;
  if (language === "sw") return `Kwenye mzunguko, toka njia ya ${exit}${onto(step, language)}`;
  const tens = exit % 100;
  const ordinal = tens > 3 && tens < 21 ? "th" : (ORDINALS[exit % 10] ?? "th");
  return `At the roundabout take the ${exit}${ordinal} exit${onto(step, language)}`;
}

function on(step: RouteStep, language: RoadLanguage): string {
  const road = roadOf(step);
  return road === "" ? "" : ` ${language === "en" ? "on" : "kwenye"} ${road}`;
}

function onto(step: RouteStep, language: RoadLanguage): string {
  const road = roadOf(step);
  return road === "" ? "" : ` ${language === "en" ? "onto" : "uingie"} ${road}`;
}

/** A name with its number, as signs show them; of several numbers the first, which says enough. */
function roadOf({ name, ref: refs }: RouteStep): string {
  const ref = refs.split(";")[0]!.trim();
  if (name === "" || ref === "" || name === ref) return name || ref;
  return `${name} (${ref})`;
}
