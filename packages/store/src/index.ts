export type { AuditEntry } from "./audit/append-audit.ts";
export type { AuditLine } from "./audit/page-audit.ts";
export type { SeenOrganization } from "./identity/find-organization.ts";
export type { SessionClaims } from "./identity/find-session.ts";
export type { KnownUser } from "./identity/find-user-by-phone.ts";
export type { User } from "./identity/find-user.ts";
export { isWeakPassword } from "./identity/is-weak-password.ts";
export type { Account } from "./identity/list-accounts.ts";
export { type Luck, strongLuck } from "./identity/luck.ts";
export { normalizePhone } from "./identity/normalize-phone.ts";
export type { Once, Receipt } from "./identity/once.ts";
export { type Identity, type IdentityOptions, openIdentity } from "./identity/open-identity.ts";
export { openPasswords, type Passwords } from "./identity/passwords.ts";
export type { NewUser } from "./identity/register-user.ts";
export type { SigningKey } from "./identity/save-signing-key.ts";
export type { CodePurpose, MemberRole, UserRole } from "./identity/tables.ts";
export type {
  AgentType,
  AgentWish,
  CursorRefusal,
  Listed,
  LoadWish,
  Market,
  MarketStats,
  Page,
  PaymentWish,
  SeenAgent,
  SeenBid,
  SeenDriver,
  SeenEvent,
  SeenLoad,
  SeenPayment,
  SeenRankedBid,
  SeenRanking,
  SeenShipment,
  ShipmentWish,
  WhichPage,
} from "./market/market.ts";
export {
  openStandInPayments,
  type StandInPayment,
  type StandInPayments,
} from "./stand-in/open-stand-in-payments.ts";
export { isStoreAway } from "./market/is-store-away.ts";
export { type MarketOptions, openMarket } from "./market/open-market.ts";
export { migrate } from "./migrate.ts";
export { type JournalOptions, openJournal, type OpenJournal } from "./open-journal.ts";
export { openTraffic } from "./traffic/open-traffic.ts";
export type {
  Traffic,
  TrafficChanged,
  TrafficEntry,
  TrafficNews,
  TrafficTelling,
  TrafficWish,
} from "./traffic/traffic.ts";
