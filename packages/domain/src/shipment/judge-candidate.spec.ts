import { describe, expect, test } from "vitest";
import { HOUR, MORNING } from "../specs/market-day.ts";
import { type Candidate, judgeCandidate } from "./judge-candidate.ts";
import type { FindDrivers } from "./shipment-message.ts";

const DAY = 24 * HOUR;
const KERICHO = { lat: -0.37, lng: 35.28 };
const NAIROBI = { lat: -1.29, lng: 36.82 };

/** A driver whom nothing speaks against; each test spoils one thing. */
function juma(spoil: Partial<Candidate> = {}): Candidate {
  return {
    driverId: "drv_juma",
    available: true,
    standing: "good",
    position: { at: MORNING, where: { lat: -0.4, lng: 35.3 } },
    vehicle: { type: "box", capacityKg: 10_000 },
    licenceUntil: MORNING + 300 * DAY,
    documentsUntil: MORNING + 30 * DAY,
    mayHaulHazardous: false,
    currencies: ["KES"],
    ...spoil,
  };
}

function tea(spoil: Partial<FindDrivers> = {}): FindDrivers {
  return {
    shipmentId: "shp_tea",
    wave: 1,
    near: KERICHO,
    radiusM: 50_000,
    vehicleType: "box",
    weightKg: 8_000,
    hazardous: false,
    currency: "KES",
    shipperId: "shr_amina",
    orgId: "org_tea",
    already: [],
    limit: 50,
    ...spoil,
  };
}

describe("whether a driver is asked (U138)", () => {
  test("is so when nothing speaks against it, with how far he is", () => {
    expect(judgeCandidate(juma(), tea(), MORNING)).toEqual({ asked: true, distanceM: 4_009 });
  });

  test.for([
    ["own-load", { orgId: "org_tea" }],
    ["own-load", { shipperId: "shr_amina" }],
    ["suspended", { standing: "suspended" }],
    ["wrong-vehicle", { vehicle: { type: "van", capacityKg: 10_000 } }],
    ["too-heavy", { vehicle: { type: "box", capacityKg: 7_999 } }],
    ["no-licence", { licenceUntil: MORNING }],
    ["documents-expired", { documentsUntil: MORNING - 1 }],
    ["wrong-currency", { currencies: ["UGX"] }],
    ["offline", { available: false }],
    ["position-unknown", { position: { at: MORNING - HOUR, where: KERICHO } }],
    ["too-far", { position: { at: MORNING, where: NAIROBI } }],
  ] as const)("is not so: %s", ([why, spoil]) => {
    expect(judgeCandidate(juma(spoil), tea(), MORNING)).toMatchObject({ asked: false, why });
  });

  test.for([
    ["already-asked", { already: ["drv_juma"] }],
    ["no-cooling", { temperatureC: { min: 2, max: 8 } }],
    ["no-hazard-permit", { hazardous: true }],
  ] as const)("is not so for this load: %s", ([why, spoil]) => {
    expect(judgeCandidate(juma(), tea(spoil), MORNING)).toMatchObject({ asked: false, why });
  });

  test("is so for a driver who can what is special about it", () => {
    const able = juma({ mayHaulHazardous: true, coolsC: { min: -20, max: 4 } });
    const special = tea({ hazardous: true, temperatureC: { min: 2, max: 8 } });
    expect(judgeCandidate(able, special, MORNING)).toMatchObject({ asked: true });
  });

  test("says how far is too far, and asks in a wider wave", () => {
    const far = juma({ position: { at: MORNING, where: NAIROBI } });
    expect(judgeCandidate(far, tea(), MORNING)).toMatchObject({ facts: { radiusM: 50_000 } });
    expect(judgeCandidate(far, tea({ wave: 3, radiusM: 400_000 }), MORNING)).toMatchObject({
      asked: true,
    });
  });

  test("does not depend on an organisation that neither of them has", () => {
    const { orgId: _, ...alone } = tea();
    expect(judgeCandidate(juma(), alone, MORNING)).toMatchObject({ asked: true });
  });
});
