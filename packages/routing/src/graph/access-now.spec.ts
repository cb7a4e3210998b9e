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
  expect(now.get(3)).toBe(access);
});
