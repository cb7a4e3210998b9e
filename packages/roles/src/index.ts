export { driverRole } from "./driver-role.ts";
export { marketRoles } from "./market-roles.ts";
export { type MarketVendors, marketVendors } from "./market-vendors.ts";
export { type Column, MARKET_VIEWS } from "./market-views.ts";
export { paymentRole } from "./payment-role.ts";
export { platformRole } from "./platform-role.ts";
export { readMarketPolicy, type ReadPolicy } from "./read-market-policy.ts";
export { pickDrivers, type RosterOptions, type RosterRow, rosterVendor } from "./roster-vendor.ts";
export { shipperRole } from "./shipper-role.ts";
