import type { RoadChange, RoadWords } from "@msafara/domain";
import { unreachable } from "@msafara/kernel";
import type { ProblemChange } from "../tour/problem-change.ts";
import { tellTime } from "./tell-time.ts";

const SECOND_MS = 1_000;
/** Beyond it nobody spoke of room. */
const ROOM_M3_MAX = 1_000_000;
const CALLS_SW = { pickup: "kuchukua", delivery: "kufikisha" } as const;

/** Tells a change to dispatchers and to programs: its figures, and a sentence in both languages. */
export function tellChange(change: ProblemChange): RoadChange {
  return { change: change.change, ...figuresOf(change), said: wordsFor(change) };
}

function figuresOf(change: ProblemChange): Omit<RoadChange, "change" | "said"> {
  switch (change.change) {
    case "later-window":
      return { loadId: change.jobId, what: change.what, byS: secondsOf(change.byMs) };
    case "later-deadline":
      return { loadId: change.jobId, byS: secondsOf(change.byMs) };
    case "longer-shift":
      return { truckId: change.vehicleId, byS: secondsOf(change.byMs) };
    case "more-capacity":
      return { truckId: change.vehicleId, ...roomOf(change.capacity) };
    case "more-skills":
      return { truckId: change.vehicleId, skills: change.skills };
    case "higher-prize":
      return { loadId: change.jobId };
    case "another-truck":
      return { truckId: change.likeVehicleId };
    default:
      return unreachable(change);
  }
}

function wordsFor(change: ProblemChange): RoadWords {
  switch (change.change) {
    case "later-window":
      return laterWindow(change);
    case "later-deadline":
      return later(change.byMs, (time) => ({
        en: `Let ${change.jobId} be done ${time.en} later`,
        sw: `Ruhusu kazi ya ${change.jobId} ikamilike ${time.sw} baadaye`,
      }));
    case "longer-shift":
      return later(change.byMs, (time) => ({
        en: `Let the shift of ${change.vehicleId} end ${time.en} later`,
        sw: `Acha zamu ya ${change.vehicleId} iishe ${time.sw} baadaye`,
      }));
    case "more-capacity":
      return moreCapacity(change);
    case "more-skills":
      return {
        en: `Equip ${change.vehicleId} with ${change.skills.join(" and ")}`,
        sw: `Iwekee ${change.vehicleId} ${change.skills.join(" na ")}`,
      };
    case "higher-prize":
      return { en: `Pay more for ${change.jobId}`, sw: `Lipa zaidi kwa ${change.jobId}` };
    case "another-truck":
      return {
        en: `Send one more truck like ${change.likeVehicleId}`,
        sw: `Tuma lori moja zaidi kama ${change.likeVehicleId}`,
      };
    default:
      return unreachable(change);
  }
}

type ChangeOf<Name extends ProblemChange["change"]> = Extract<
  ProblemChange,
  { readonly change: Name }
>;

function laterWindow({ jobId, what, byMs }: ChangeOf<"later-window">): RoadWords {
  return later(byMs, (time) => ({
    en: `Let the ${what} of ${jobId} begin ${time.en} later`,
    sw: `Ruhusu ${CALLS_SW[what]} ${jobId} kuanze ${time.sw} baadaye`,
  }));
}

function later(byMs: number, words: (time: RoadWords) => RoadWords): RoadWords {
  return words(tellTime(byMs));
}

function moreCapacity({ vehicleId, capacity }: ChangeOf<"more-capacity">): RoadWords {
  const { capacityKg, capacityM3 } = roomOf(capacity);
  const [kg, m3] = [`${capacityKg} kg`, `${capacityM3} m³`];
  const isHeavyOnly = capacityM3 === undefined;
  return {
    en: `Give ${vehicleId} room for ${isHeavyOnly ? kg : `${kg} and ${m3}`}`,
    sw: `Ipe ${vehicleId} nafasi ya ${isHeavyOnly ? kg : `${kg} na ${m3}`}`,
  };
}

function roomOf([capacityKg = 0, capacityM3 = ROOM_M3_MAX]: readonly number[]) {
  return { capacityKg, ...(capacityM3 < ROOM_M3_MAX && { capacityM3 }) };
}

function secondsOf(ms: number): number {
  return Math.ceil(ms / SECOND_MS);
}
