import { ROUTES } from "@msafara/contracts";
import { expect, test } from "vitest";
import { fieldPlace } from "./field-place.ts";

const NAIROBI = { lat: -1.286, lng: 36.817 };
const SHIFT = { from: "2026-11-20T03:00:00Z", to: "2026-11-20T15:00:00Z" };
const truck = { vehicle: { kind: "truck" }, shifts: [SHIFT], capacityKg: 26_000 };
const call = { position: NAIROBI };
const locked = ["pickup", "delivery", "pickup"].map((what) => ({ loadId: "Tea.17", what }));

const question = ROUTES.planTours.body.parse({
  trucks: [
    { ...truck, id: "KCB" },
    { ...truck, id: "KCB.hours", locked },
  ],
  loads: [
    { id: "Tea.17", pickup: call, delivery: call, weightKg: 1 },
    { id: "Maize", delivery: call, weightKg: 1 },
  ],
});

test.for([
  ["trucks", "/trucks"],
  ["vehicles.KCB.shifts", "/trucks/0/shifts"],
  ["vehicles.KCB.hours", "/trucks/1"],
  ["vehicles.KCB.hours.hours", "/trucks/1/hours"],
  ["vehicles.KCB.hours.startPlace", "/trucks/1/start"],
  ["vehicles.KCB.hours.drivesAnyway", "/trucks/1"],
  ["vehicles.KCB.hours.locked.Tea.17.delivery", "/trucks/1/locked/1"],
  ["vehicles.KCB.hours.locked.Tea.17.pickup", "/trucks/1/locked/2"],
  ["vehicles.KCB.locked.Tea.17.pickup", "/trucks/0"],
  ["vehicles.nobody.shifts", "/trucks"],
  ["jobs", "/loads"],
  ["jobs.Tea.17.pickup.windows", "/loads/0/pickup/windows"],
  ["jobs.Maize", "/loads/1"],
  ["jobs.Maize.load", "/loads/1/weightKg"],
  ["matrix.durationMs", ""],
] as const)("the planner's %s lies at %j", ([field, path]) => {
  expect(fieldPlace(question, field)).toBe(path);
});
