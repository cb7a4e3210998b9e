import { describe, expect, test } from "vitest";
import { award, JUMA, KES, NAIROBI, NOW, ON_DUTY, PROFILE, tell, tellJuma } from "../specs/juma.ts";
import type { DriverMessage } from "./driver-message.ts";

const { position: _, ...ON_DUTY_SOMEWHERE } = ON_DUTY as typeof ON_DUTY & { position?: unknown };
const boss = { userId: "usr_boss", role: "driver", orgId: "org_1", orgRole: "owner" } as const;

describe("a profile", () => {
  test("puts the driver on the roster", () => {
    const { followed, phase } = tell([PROFILE]);
    expect(phase).toBe("Offline");
    expect(followed).toContainEqual({
      view: "drivers",
      key: "drv_juma",
      row: expect.objectContaining({ plate: "KCB 123A", available: false, lat: null }),
    });
  });

  test("with a licence that has expired is refused, on its last day it is good", () => {
    const expired = { ...PROFILE, licence: { number: "DL-1", expiresOn: "2026-11-20" } };
    expect(tell([expired]).refused).toEqual(["licence-expired"]);
    const today = { ...PROFILE, licence: { number: "DL-1", expiresOn: "2026-11-21" } };
    expect(tell([today]).refused).toEqual([]);
  });

  test("cannot exchange a truck that has promised a load for a smaller one (R24)", () => {
    const small = { ...PROFILE, vehicle: { ...PROFILE.vehicle, capacityKg: 7_999 } };
    expect(tellJuma(award("tea"), small).refused).toEqual(["vehicle-committed"]);
    expect(tellJuma(small).refused).toEqual([]);
  });

  test("is the driver's, and of his fleet once he signs in for it", () => {
    expect(tellJuma({ ...PROFILE, by: boss }).refused).toEqual(["not-yours"]);
    const joined = { ...PROFILE, by: { ...JUMA, orgId: "org_1" } } as const;
    const { refused, driver } = tell([joined, { ...PROFILE, by: boss }]);
    expect(refused).toEqual([]);
    expect(driver.profile?.orgId).toBe("org_1");
  });
});

describe("a policy", () => {
  test("keeps what it does not name", () => {
    const { driver } = tellJuma({ type: "set-policy", by: JUMA, policy: { maxDeadheadKm: 5 } });
    expect(driver.policy).toMatchObject({
      autoBid: true,
      minRatePerKm: KES(100_00),
      maxDeadheadKm: 5,
    });
  });

  test("that lets the agent bid says what a kilometre costs", () => {
    const blind: DriverMessage = { type: "set-policy", by: JUMA, policy: { autoBid: true } };
    expect(tell([blind]).refused).toEqual(["rate-missing"]);
  });
});

describe("a shift", () => {
  test("begins for a driver whose truck, licence and place are known", () => {
    const { phase, driver } = tell([PROFILE, ON_DUTY]);
    expect(phase).toBe("Available");
    expect(driver.position).toEqual({ where: NAIROBI, at: NOW });
  });

  test.for([
    ["profile-missing", [ON_DUTY]],
    ["position-missing", [PROFILE, ON_DUTY_SOMEWHERE as DriverMessage]],
  ] as const)("is refused: %s", ([code, messages]) => {
    expect(tell(messages).refused).toEqual([code]);
  });

  test("does not begin after the licence has expired", () => {
    const later = NOW + 365 * 86_400_000;
    const { driver } = tell([PROFILE]);
    expect(driver.available).toBe(false);
    const long = { ...PROFILE, licence: { number: "DL-1", expiresOn: "2026-11-21" } };
    expect(tell([long, ON_DUTY]).refused).toEqual([]);
    expect(tell([long, ON_DUTY], { now: later }).refused).toContain("licence-expired");
  });

  test("that ends leaves his bookings alone", () => {
    const home: DriverMessage = { type: "set-availability", by: JUMA, available: false };
    expect(tellJuma(home).phase).toBe("Offline");
    expect(tellJuma(award("tea"), home).phase).toBe("Committed");
  });
});
