import { knownIn } from "./known-in.ts";

const FEET_AND_INCHES =
  /^(\d+(?:\.\d+)?)\s*(?:'|ft|feet)\s*(?:(\d+(?:\.\d+)?)\s*(?:"|''|in|inches)?)?$/;
const INCHES = /^(\d+(?:\.\d+)?)\s*(?:"|in|inches)$/;
const NUMBER_AND_UNIT = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/;
const CLOCK_TIME = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/;
const ISO_TIME = /^PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?$/;
const CM_PER_INCH = 2.54;
const MOST = 65_535;

const CM_PER: Readonly<Record<string, number>> = { "": 100, m: 100, meters: 100, cm: 1 };
const TEN_KG_PER: Readonly<Record<string, number>> = {
  "": 100,
  t: 100,
  ton: 100,
  tons: 100,
  tonnes: 100,
  kg: 0.1,
  lb: 0.045_359_237,
  lbs: 0.045_359_237,
  st: 90.718_474,
  lt: 101.604_690_9,
  cwt: 5.080_234_5,
};

/** A length in centimetres, rounded down; nothing where no limit is written ("none", "default"). */
export function readLengthCm(text: string): number | undefined {
  return least(text, (part) => feetCm(part) ?? withUnit(part, CM_PER));
}

/** A weight in units of 10 kg, rounded down; nothing where no limit is written. */
export function readWeightTenKg(text: string): number | undefined {
  return least(text, (part) => withUnit(part, TEN_KG_PER));
}

/** How long something takes, in seconds: minutes, `hh:mm`, `hh:mm:ss` or ISO 8601; nothing for 0 and whatever else. */
export function readDurationS(text: string): number | undefined {
  const [, alone] = /^(\d{1,4})$/.exec(text) ?? [];
  const found =
    alone === undefined ? (CLOCK_TIME.exec(text) ?? ISO_TIME.exec(text)) : ["", "0", alone];
  const [, hours = "0", minutes = "0", seconds = "0"] = found ?? [];
  const all = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return all === 0 ? undefined : all;
}

/** Of several that are written the strictest; a 0 is nobody's limit but a slip. */
function least(text: string, read: (part: string) => number | undefined): number | undefined {
  const parts = text.toLowerCase().replaceAll(",", ".").split(";");
  const found = parts.map((part) => read(part.trim())).filter((value) => value !== undefined);
  if (found.length === 0) return undefined;
  // What was multiplied to 449.99999999999994 was meant to be 450.
  const value = Math.floor(Math.min(...found) + 1e-6);
  return value > 0 ? Math.min(value, MOST) : undefined;
}

function feetCm(text: string): number | undefined {
  const [, feet, inches = "0"] = FEET_AND_INCHES.exec(text) ?? [];
  if (feet !== undefined) return (Number(feet) * 12 + Number(inches)) * CM_PER_INCH;
  const [, alone] = INCHES.exec(text) ?? [];
  return alone === undefined ? undefined : Number(alone) * CM_PER_INCH;
}

function withUnit(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, number, unit = ""] = NUMBER_AND_UNIT.exec(text) ?? [];
  const per = knownIn(units, unit);
  return number === undefined || per === undefined ? undefined : Number(number) * per;
}
