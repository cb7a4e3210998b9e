import type { Id, Instant } from "@msafara/kernel";
import type { Json } from "@msafara/runtime";
import type { ColumnType, Generated } from "kysely";

/** An instant: milliseconds to us, ISO 8601 to the database. */
type At = ColumnType<Instant, string, string>;
type AtOrNever = ColumnType<Instant | null, string | null | undefined, string | null>;

/** What an account is for; `admin` and `support` are made by operators. */
export type UserRole = "shipper" | "driver" | "facility" | "admin" | "support";
/** What somebody is within an organization. */
export type MemberRole = "owner" | "dispatcher" | "fleet-manager" | "driver" | "facility-manager";
/** What a code by message proves the phone for. */
export type CodePurpose = "phone" | "password";
/** Why a session ended before its time. */
export type RevokedWhy =
  | "logout"
  | "reuse"
  | "password"
  | "crowded"
  | "suspended"
  | "erased"
  | "operator"
  | "removed";

/** The tables of identity, as the migration makes them. */
export interface IdentityTables {
  users: {
    id: Id<"usr">;
    role: UserRole;
    agent: Id | null;
    phone: string | null;
    name: string | null;
    locale: "en" | "sw";
    password: string | null;
    created_at: At;
    password_set_at: At;
    phone_verified_at: AtOrNever;
    suspended_at: AtOrNever;
    erased_at: AtOrNever;
  };
  second_factors: {
    user_id: Id<"usr">;
    secret: string;
    created_at: At;
    confirmed_at: AtOrNever;
    last_step: Generated<number>;
  };
  verification_codes: {
    user_id: Id<"usr">;
    purpose: CodePurpose;
    hash: string | null;
    sent_at: At;
    expires_at: At;
    day_began: At;
    sends: number;
    tries: number;
  };
  login_attempts: {
    kind: "phone" | "address";
    subject: string;
    failures: number;
    last_at: At;
    locked_until: At;
  };
  organizations: { id: Id<"org">; name: string; created_at: At; created_by: Id<"usr"> };
  members: {
    organization: Id<"org">;
    user_id: Id<"usr">;
    role: MemberRole;
    joined_at: At;
  };
  invitations: {
    id: Id<"ivt">;
    organization: Id<"org">;
    phone: string | null;
    role: MemberRole;
    hash: string;
    invited_by: Id<"usr">;
    created_at: At;
    expires_at: At;
    accepted_at: AtOrNever;
    accepted_by: ColumnType<Id<"usr"> | null, never, Id<"usr">>;
    withdrawn_at: AtOrNever;
  };
  refresh_families: {
    id: Id<"fam">;
    user_id: Id<"usr">;
    organization: Id<"org"> | null;
    device: string | null;
    address: string | null;
    opened_at: At;
    used_at: At;
    ends_at: At;
    revoked_at: AtOrNever;
    revoked_why: ColumnType<RevokedWhy | null, never, RevokedWhy>;
  };
  refresh_tokens: {
    hash: string;
    family: Id<"fam">;
    serial: number;
    expires_at: At;
    spent_at: AtOrNever;
    sealed: ColumnType<string | null, never, string | null>;
  };
  api_keys: {
    id: Id<"key">;
    prefix: string;
    hash: string;
    name: string;
    scopes: ColumnType<readonly string[], string, never>;
    created_by: Id<"usr">;
    created_at: At;
    last_used_at: AtOrNever;
    reminded_at: AtOrNever;
    revoked_at: AtOrNever;
    revoked_by: ColumnType<Id<"usr"> | null, never, Id<"usr">>;
  };
  signing_keys: {
    kid: string;
    algorithm: "EdDSA";
    public_key: ColumnType<Readonly<Record<string, Json>>, string, never>;
    private_key: string;
    signs_from: At;
    signs_until: At;
    valid_until: At;
  };
  door_receipts: {
    principal: string;
    key: string;
    body_hash: string;
    answer: ColumnType<Readonly<Record<string, Json>> | null, string | null, string | null>;
    at: At;
  };
  audit: {
    id: Generated<number>;
    at: ColumnType<Instant, never, never>;
    who: string;
    act: string;
    detail: ColumnType<Readonly<Record<string, Json>>, string, never>;
    why: string | null;
    origin: string | null;
    resource: string | null;
    request_id: string | null;
  };
}
