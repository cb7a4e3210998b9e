import type { RoadWords, RoadsRefusal } from "@msafara/domain";
import { refuse } from "@msafara/kernel";
import type { Nonsense } from "../tour/check-problem.ts";

const WORDS: Readonly<Record<Nonsense["why"], RoadWords>> = {
  "another-size": {
    en: "expected as many cells as places need",
    sw: "seli zilitarajiwa kulingana na mahali",
  },
  "below-zero": { en: "expected amounts from 0", sw: "viwango vilitarajiwa kuanzia 0" },
  "id-twice": { en: "expected each id once", sw: "kila kitambulisho kilitarajiwa mara moja" },
  "no-shift": { en: "expected a shift", sw: "zamu ilitarajiwa" },
  "shifts-beside-hours": {
    en: "expected one shift, with its rests inside",
    sw: "zamu moja ilitarajiwa, pamoja na mapumziko yake",
  },
  "shifts-beside-drive": {
    en: "expected one shift, on which it drives anyway",
    sw: "zamu moja ilitarajiwa, ambayo linasafiri hata hivyo",
  },
  "no-stop": { en: "expected a stop", sw: "kituo kilitarajiwa" },
  "another-kind": {
    en: "expected as many amounts as trucks have",
    sw: "viwango vilitarajiwa sawa na vya malori",
  },
  "place-unknown": { en: "expected a known place", sw: "mahali panapojulikana palitarajiwa" },
  "from-after-until": {
    en: "expected its beginning before its end",
    sw: "mwanzo ulitarajiwa kabla ya mwisho",
  },
  "windows-overlap": {
    en: "expected windows in order, without overlap",
    sw: "vipindi vilitarajiwa kwa mfuatano, bila kuingiliana",
  },
  "call-unknown": {
    en: "expected a call of a known load",
    sw: "kituo cha mzigo unaojulikana kilitarajiwa",
  },
  "held-by-two": { en: "expected one truck for a load", sw: "lori moja lilitarajiwa kwa mzigo" },
  "call-twice": { en: "expected it once", sw: "ilitarajiwa mara moja" },
  "delivery-first": {
    en: "expected its pickup before it",
    sw: "kuchukua kulitarajiwa kabla yake",
  },
};

/** Says what is wrong with a question for tours, and with which of its fields. */
export function refuseNonsense({ field, why }: Nonsense): RoadsRefusal {
  return { ...refuse("tours-not-sound", { field, why }), said: WORDS[why] };
}
