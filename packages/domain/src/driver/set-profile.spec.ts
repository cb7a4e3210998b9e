import { describe, expect, test } from "vitest";
import {
  ASKED,
  award,
  JUMA,
  KES,
  NAIROBI,
  NOW,
  ON_DUTY,
  POLICY,
  PROFILE,
  tell,
  tellJuma,
} from "../specs/juma.ts";
import type { Consequence, Fields } from "../consequence.ts";
import type { DriverMessage } from "./driver-message.ts";

const { position: _, ...ON_DUTY_SOMEWHERE } = ON_DUTY as typeof ON_DUTY & { position?: unknown };
const boss = { userId: "usr_boss", role: "driver", orgId: "org_1", orgRole: "owner" } as const;

function rowOf(followed: readonly Consequence[]): Fields | null | undefined {
  return followed.flatMap((it) => ("view" in it ? [it.row] : [])).at(-1);
}

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

  test("is set together with a policy, or neither is", () => {
    const policy = { autoBid: true, minRatePerKm: KES(90_00) };
    const { driver, reply, followed } = tell([{ ...PROFILE, policy }]);
    expect(driver).toMatchObject({ profile: { vehicle: PROFILE.vehicle }, policy });
    expect(rowOf(followed)).toMatchObject({ plate: "KCB 123A", currency: "KES" });
    expect(reply).toEqual(rowOf(followed));
    const blind = tell([{ ...PROFILE, policy: { autoBid: true } }]);
    expect(blind.refused).toEqual(["rate-missing"]);
    expect(blind.driver.profile).toBeUndefined();
  });

  test("keeps which shipper he is, and his bids say so (R24)", () => {
    const both = { ...PROFILE, shipperId: "shr_juma" } as const;
    const { driver, told } = tell([both, PROFILE, POLICY, ON_DUTY, ASKED]);
    expect(driver.profile?.shipperId).toBe("shr_juma");
    const bid = { type: "bid.submitted", standing: "good", profile: { shipperId: "shr_juma" } };
    expect(told.at(-1)).toMatchObject(bid);
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

  test("may be set before there is a truck, and then there is no row to answer with", () => {
    const early: DriverMessage = { type: "set-policy", by: JUMA, policy: { askMe: false } };
    expect(tell([early]).reply).toEqual({ driverId: "drv_juma", phase: "Offline" });
  });
});

describe("support", () => {
  const support = { userId: "usr_support", role: "support" } as const;
  const suspend = {
    type: "set-standing",
    by: support,
    standing: "suspended",
    reason: "x",
  } as const;
  const absolve = { ...suspend, standing: "good" } as const;

  test("suspends a driver: he is off shift, and asked for nothing until he is let back", () => {
    const { phase, reply, followed } = tellJuma(suspend, ASKED, ON_DUTY);
    expect(phase).toBe("Offline");
    expect(reply).toMatchObject({ standing: "suspended", available: false, since: NOW });
    expect(rowOf(followed)).toMatchObject({ standing: "suspended" });
    expect(tellJuma(suspend, ON_DUTY).refused).toEqual(["driver-suspended"]);
    expect(tellJuma(suspend, absolve, ON_DUTY).phase).toBe("Available");
  });

  test("leaves him what he has promised", () => {
    expect(tellJuma(award("tea"), suspend).phase).toBe("Committed");
  });

  test("alone does: he cannot let himself back", () => {
    expect(tellJuma({ ...absolve, by: JUMA }).refused).toEqual(["role-may-not"]);
  });
});

describe("a shift", () => {
  test("begins for a driver whose truck, licence and place are known", () => {
    const { phase, driver, reply } = tell([PROFILE, ON_DUTY]);
    expect(phase).toBe("Available");
    expect(reply).toMatchObject({ driverId: "drv_juma", available: true, lat: NAIROBI.lat });
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
