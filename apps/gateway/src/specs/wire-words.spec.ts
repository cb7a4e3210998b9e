import {
  type bidStatusSchema,
  type driverStateSchema,
  type MemberRole as WireMemberRole,
  type paymentStatusSchema,
  type Role as WireRole,
  type Scope as WireScope,
  type shipmentStatusSchema,
  tripStepSchema,
} from "@msafara/contracts";
import {
  type BidStatus,
  type DriverPhase,
  type OrgRole,
  type PaymentPhase,
  type ProgressStep,
  type Role,
  type Scope,
  type ShipmentStatus,
  TRIP_STEPS,
} from "@msafara/domain";
import type { MemberRole, UserRole } from "@msafara/store";
import { expect, test } from "vitest";
import type { z } from "zod";

/** True when each of two unions is the other; else this file does not compile. */
type Same<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? true : never) : never;

/** The wire, the rules and the tables are three rooms that do not see each other: here they must agree. */
const AGREED: {
  readonly roles: Same<WireRole, Role>;
  readonly keptRoles: Same<WireRole, UserRole>;
  readonly memberRoles: Same<WireMemberRole, OrgRole>;
  readonly keptMemberRoles: Same<WireMemberRole, MemberRole>;
  readonly scopes: Same<WireScope, Scope>;
  readonly shipments: Same<z.output<typeof shipmentStatusSchema>, ShipmentStatus>;
  readonly bids: Same<z.output<typeof bidStatusSchema>, BidStatus>;
  readonly drivers: Same<z.output<typeof driverStateSchema>, DriverPhase>;
  readonly payments: Same<z.output<typeof paymentStatusSchema>, Lowercase<PaymentPhase>>;
  readonly steps: Same<z.output<typeof tripStepSchema>, ProgressStep>;
} = {
  roles: true,
  keptRoles: true,
  memberRoles: true,
  keptMemberRoles: true,
  scopes: true,
  shipments: true,
  bids: true,
  drivers: true,
  payments: true,
  steps: true,
};

test("wire, rules and tables speak the same words", () => {
  expect(Object.values(AGREED)).not.toContain(false);
});

test("the steps of a trip come in one order", () => {
  expect(tripStepSchema.options).toEqual(TRIP_STEPS);
});
