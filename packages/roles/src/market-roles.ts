import type { Role } from "@msafara/runtime";
import { driverRole } from "./driver-role.ts";
import { opsRole } from "./ops-role.ts";
import { paymentRole } from "./payment-role.ts";
import { platformRole } from "./platform-role.ts";
import { shipperRole } from "./shipper-role.ts";

/** Everybody who plays on the market. */
export const marketRoles: readonly Role[] = [
  platformRole,
  driverRole,
  paymentRole,
  shipperRole,
  opsRole,
];
