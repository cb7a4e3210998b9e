import { expect, test } from "vitest";
import { FLEET } from "./cast/fleet.ts";
import { openYard } from "./yard.ts";

const NAIROBI = { name: "Nairobi", at: { lat: -1.29, lng: 36.82 }, weight: 6 };
const MOMBASA = { name: "Mombasa", at: { lat: -4.05, lng: 39.67 }, weight: 6 };
const [box, flatbed] = FLEET;
const AT_VOI = { lat: -3.39, lng: 38.56 };

/** A yard where a box waits in Nairobi; each test spoils one thing. */
function openDay() {
  let now = 0;
  const yard = openYard({ ticks: () => now });
  yard.wave({ driver: "juma", manner: "hand", kind: box!, where: NAIROBI.at });
  const look = (laterMs = 0, dice = 0.5) => {
    now += laterMs;
    return yard.speakFor(() => dice, [NAIROBI, MOMBASA]);
  };
  return { yard, look };
}

test("a load is drawn where a truck of its kind waits, and no second one for the same truck", () => {
  const { look } = openDay();
  expect(look()).toEqual({ kind: box, from: NAIROBI });
  expect(look()).toBeUndefined();
});

test("whom no auction took within its time is counted on again", () => {
  const { yard, look } = openDay();
  look();
  expect(look(149_999)).toBeUndefined();
  yard.wave({ driver: "juma", manner: "hand", kind: box!, where: NAIROBI.at });
  expect(look(1)).toEqual({ kind: box, from: NAIROBI });
});

test("two boxes that answer at once are left to whoever sits at the keyboard, and a third is not", () => {
  const { yard, look } = openDay();
  look();
  const wave = (driver: string) =>
    yard.wave({ driver, manner: "agent", kind: box!, where: MOMBASA.at });
  wave("ann");
  wave("otieno");
  expect(look()).toBeUndefined();
  wave("wanja");
  expect(look()).toEqual({ kind: box, from: MOMBASA });
});

test("a truck that waves no more has work", () => {
  expect(openDay().look(30_000)).toBeUndefined();
});

test("far from every town the next one sends", () => {
  const { yard, look } = openDay();
  yard.wave({ driver: "ann", manner: "agent", kind: flatbed!, where: AT_VOI });
  expect(look(0, 0.9)).toEqual({ kind: flatbed, from: MOMBASA });
});
