import { isRefusal } from "@msafara/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { customise } from "../cch/customise.ts";
import { openQuery, type Question } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import type { Drive } from "../route/drive.ts";
import { openRoads, type Roads } from "../route/roads.ts";
import { costsOf, openTariff, type Tariff } from "../route/tariff.ts";
import { corridorMap } from "../specs/map/corridor-map.ts";
import { seededDice } from "../tour/dice.ts";
import { type NextTraffic, openTariffSlot } from "./tariff-slot.ts";
import { hireFitter } from "./traffic-fitter.ts";

const PLENTY = { timeout: 60_000 };
const DRIVE: Drive = { vehicle: USUAL_VEHICLES.truck, unit: "time" };
const MOMENT = { weekday: 2, minute: 600 };
const FITS = 12;

let roads: Roads;
/** Odd versions are of the first traffic, even ones of the second: each way of it costs otherwise. */
let traffic: readonly [NextTraffic, NextTraffic];
let questions: readonly Question[];
let expected: readonly (readonly number[])[];

beforeAll(async () => {
  roads = openRoads(await corridorMap());
  const slowed = (share: number): NextTraffic => {
    const speedNow = roads.graph.speed.map((free, arc) =>
      Math.max(10, Math.round(Math.min(free, 800) * (share + (arc % 7) / 20))),
    );
    return { speedNow, moment: MOMENT };
  };
  traffic = [slowed(0.6), slowed(0.3)];
  const dice = seededDice(4);
  const seed = () => [{ node: Math.floor(dice() * roads.graph.nodeCount), cost: 0 }];
  questions = Array.from({ length: 40 }, () => ({ from: seed(), to: seed() }));
  const { costOf } = openQuery(roads.cch);
  expected = traffic.map((next) => {
    const { metric } = openTariff(roads, { ...DRIVE, ...next });
    return questions.map((question) => costOf(metric, question));
  });
});

/** Asks one question of what is in force; says what is wrong with the answer, if anything is. */
function wrongIn(tariff: Tariff, version: number, i: number): string | undefined {
  const path = tariff.pathOf(questions[i]!);
  const cost = path?.cost ?? NEVER;
  const right = expected[(version + 1) & 1]![i]!;
  const sum = path?.arcs.reduce((all, arc) => all + tariff.cost[arc]!, 0) ?? NEVER;
  const { speedNow } = traffic[(version + 1) & 1]!;
  if (cost !== right) return `version ${version} answers ${cost}, expected ${right}`;
  if (sum !== cost) return `version ${version} says ${cost} for a way of ${sum}`;
  return tariff.drive.speedNow?.[7] === speedNow[7] ? undefined : "the clock is of another version";
}

describe("U102: traffic is fitted in a thread of its own", PLENTY, () => {
  test("and no answer comes from half a fitting, however often one asks meanwhile", async () => {
    const slot = openTariffSlot(roads, DRIVE);
    const fitter = hireFitter(roads, DRIVE, slot);
    const wrong: string[] = [];
    const asked = new Set<number>();
    let meanwhile = 0;
    const ask = (i: number) =>
      slot.read((tariff, version) => {
        const found = wrongIn(tariff, version, i % questions.length);
        if (found !== undefined) wrong.push(found);
        asked.add(version);
      });
    const told: unknown[] = [await fitter.fit(traffic[0])];
    for (let fit = 1; fit < FITS; fit++) {
      ask(fit);
      const answer = fitter.fit(traffic[fit & 1]!);
      for (; slot.version() === fit && meanwhile < 1e7; meanwhile++) ask(meanwhile);
      told.push(await answer);
    }
    await fitter.close();
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(told).toEqual(Array.from({ length: FITS }, (_, fit) => fit + 1));
    expect(asked.size).toBeGreaterThanOrEqual(FITS - 1);
    expect(meanwhile).toBeGreaterThan(0);
    expect(isRefusal(Object(await fitter.fit(traffic[0])))).toBe(true);
  });

  test("which is no idle test: a metric that is fitted where it stands is seen at once", () => {
    const slot = openTariffSlot(roads, DRIVE);
    slot.fit(traffic[0]);
    const wrong = slot.read((tariff, version) => {
      // What a careless fitter does first, in the half that is in force.
      tariff.metric.road.set(costsOf(roads, { ...DRIVE, ...traffic[1] }));
      customise({ ...roads.cch, nodeCount: Math.floor(roads.cch.nodeCount / 2) }, tariff.metric);
      return questions.flatMap((_, i) => wrongIn(tariff, version, i) ?? []);
    });
    expect(wrong.length).toBeGreaterThan(questions.length / 2);
  });
});
