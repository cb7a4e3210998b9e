import type { RoadWords } from "@msafara/domain";

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;

/** Tells how long something takes, to the minute and never too short. */
export function tellTime(ms: number): RoadWords {
  const all = Math.ceil(ms / MINUTE_MS);
  const [hours, minutes] = [Math.floor(all / MINUTES_PER_HOUR), all % MINUTES_PER_HOUR];
  if (hours === 0) return { en: `${minutes} min`, sw: `dakika ${minutes}` };
  if (minutes === 0) return { en: `${hours} h`, sw: `saa ${hours}` };
  return { en: `${hours} h ${minutes} min`, sw: `saa ${hours} na dakika ${minutes}` };
}
