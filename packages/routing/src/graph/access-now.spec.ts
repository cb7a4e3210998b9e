import { expect, test } from "vitest";
import type { WayCondition } from "../map/road-map.ts";
import { accessNow } from "./access-now.ts";
import { USUAL_VEHICLES } from "./vehicle.ts";

const NIGHT_BAN: WayCondition = { way: 3, binds: ["hgv"], access: "no", when: "22:00-06:00" };
const NIGHT = { weekday: 1, minute: 23 * 60 };
const NOON = { weekday: 1, minute: 12 * 60 };

test.for([
  ["truck", NIGHT, NIGHT_BAN, "no"],
  ["truck", NOON, NIGHT_BAN, undefined],
  ["van", NIGHT, NIGHT_BAN, undefined],
  ["truck", NOON, { ...NIGHT_BAN, when: "wet" }, "no"],
  ["truck", NOON, { ...NIGHT_BAN, when: "permit holders", access: "yes" }, undefined],
  ["truck", NIGHT, { ...NIGHT_BAN, access: "yes" }, "yes"],
] as const)("for a %s at %j, %j is %s", ([kind, moment, condition, access]) => {
  const now = accessNow([condition], { vehicle: USUAL_VEHICLES[kind], moment });
  expect(now.get(3)?.access).toBe(access);
});

const YARD = { way: 3, binds: ["hgv"], access: "destination", when: "permit holders" } as const;
const RUSH = { ...NIGHT_BAN, when: "07:00-09:00" };

test("of several conditions that hold the last counts, and is the one that is told", () => {
  const now = (minute: number) =>
    accessNow([RUSH, NIGHT_BAN], {
      vehicle: USUAL_VEHICLES.truck,
      moment: { weekday: 1, minute },
    }).get(3)?.when;
  expect([now(8 * 60), now(23 * 60), now(12 * 60)]).toEqual([RUSH.when, NIGHT_BAN.when, undefined]);
});

test.for([
  ["a sign", [YARD], { access: "destination", lifts: false }],
  ["an hour that forbids", [NIGHT_BAN, YARD], { access: "no", lifts: false }],
  [
    "an hour that permits",
    [{ ...NIGHT_BAN, access: "yes" }, YARD],
    { access: "destination", lifts: true },
  ],
] as const)("what no clock can tell never permits against %s", ([, conditions, expected]) => {
  const now = accessNow(conditions, { vehicle: USUAL_VEHICLES.truck, moment: NIGHT });
  expect(now.get(3)).toMatchObject(expected);
});
