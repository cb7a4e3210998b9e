import { crowFliesM } from "@msafara/kernel";
import { type Place, seededDice } from "@msafara/routing";
import type { WrittenLoad } from "./read-loads.ts";

const SEED = 104;
const E7 = 10_000_000;
const M_PER_KM = 1_000;
/** Between the largest of them goes most of what is hauled. */
const PLACES_MOST = 40;
const KES_PER_KM = { least: 60, most: 200 };
const KG = { least: 1_000, most: 12_000 };

/** Makes up open loads between the largest places of a map: always the same ones, and nobody has them. */
export function drawLoads(places: readonly Place[], count: number): readonly WrittenLoad[] {
  const largest = places.toSorted((one, other) => other.population - one.population);
  const towns = largest.slice(0, PLACES_MOST);
  if (towns.length < 2) return [];
  const dice = seededDice(SEED);
  const between = (least: number, most: number) => least + dice() * (most - least);
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor(dice() * towns.length);
    const to = (from + 1 + Math.floor(dice() * (towns.length - 1))) % towns.length;
    const [pickup, drop] = [townAt(towns, from), townAt(towns, to)];
    const km = crowFliesM(pickup.position, drop.position) / M_PER_KM;
    return {
      id: `load ${i + 1}`,
      pickup,
      drop,
      payKes: Math.round(km * between(KES_PER_KM.least, KES_PER_KM.most)),
      weightKg: Math.round(between(KG.least, KG.most)),
    };
  });
}

function townAt(towns: readonly Place[], i: number) {
  const { name, lat, lng } = towns[i]!;
  return { name, position: { lat: lat / E7, lng: lng / E7 } };
}
