import type { Id } from "@msafara/kernel";
import { Kysely, PostgresDialect } from "kysely";
import { appendAudit, openRecord } from "../audit/append-audit.ts";
import { pageAudit } from "../audit/page-audit.ts";
import { openPool } from "../connection/open-pool.ts";
import { preparing } from "../connection/preparing.ts";
import type { Schema } from "../connection/schema.ts";
import { asked } from "../connection/asked.ts";
import { gathered } from "../connection/gathered.ts";
import { together } from "./together.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { changePassword } from "./change-password.ts";
import { enrollSecondFactor } from "./enroll-second-factor.ts";
import { eraseUser } from "./erase-user.ts";
import { findApiKey } from "./find-api-key.ts";
import { findOrganization } from "./find-organization.ts";
import { findSecondFactor } from "./find-second-factor.ts";
import { findSession } from "./find-session.ts";
import { findUserByPhone } from "./find-user-by-phone.ts";
import { findUser, findUsers } from "./find-user.ts";
import { forgiveLogin } from "./forgive-login.ts";
import { foundOrganization } from "./found-organization.ts";
import { invite } from "./invite.ts";
import { issueCode } from "./issue-code.ts";
import { listAccounts } from "./list-accounts.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { listInvitations } from "./list-invitations.ts";
import { listMembers } from "./list-members.ts";
import { listMemberships } from "./list-memberships.ts";
import { listRevoked } from "./list-revoked.ts";
import { listSessions } from "./list-sessions.ts";
import { listSigningKeys } from "./list-signing-keys.ts";
import { makeApiKey } from "./make-api-key.ts";
import { noteKeyUse } from "./note-key-use.ts";
import { noteLoginAttempt } from "./note-login-attempt.ts";
import { once, type Once, type Receipt } from "./once.ts";
import { openSession } from "./open-session.ts";
import { registerUser } from "./register-user.ts";
import { remindOfKeys } from "./remind-of-keys.ts";
import { removeMember } from "./remove-member.ts";
import { removeSecondFactor } from "./remove-second-factor.ts";
import { resetPassword } from "./reset-password.ts";
import { revokeAll } from "./revoke-all.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { revokeFamily } from "./revoke-family.ts";
import { rotateRefresh } from "./rotate-refresh.ts";
import { saveSigningKey } from "./save-signing-key.ts";
import { spendSecondFactor } from "./spend-second-factor.ts";
import { suspendUser } from "./suspend-user.ts";
import { tidyIdentity } from "./tidy-identity.ts";
import { upgradePassword } from "./upgrade-password.ts";
import { verifyPhone } from "./verify-phone.ts";
import { withdrawInvitation } from "./withdraw-invitation.ts";

/** How identity reaches its database, and how long it waits for it. */
export interface IdentityOptions {
  readonly connectionString: string;
  readonly connectionsMax?: number;
  readonly connectMs?: number;
  readonly statementMs?: number;
  readonly lockMs?: number;
}

/** Users, sessions, organizations, keys and the record of what was done: a question or verb each. */
export type Identity = ReturnType<typeof openPeople> &
  ReturnType<typeof openSessions> &
  ReturnType<typeof openOrganizations> &
  ReturnType<typeof openKeys> &
  Joint;

/** Several questions and verbs as one: all of it is there afterwards, or none. */
export interface Joint {
  /** Asks them in one transaction. A refusal is an answer: what was written before it stays. */
  readonly together: <Answer>(work: (tx: Identity) => Promise<Answer>) => Promise<Answer>;
  /** The same, once for each key; or as a rehearsal, which leaves nothing behind. */
  readonly once: <Answer extends object>(
    receipt: Receipt,
    work: (tx: Identity) => Promise<Answer>,
  ) => Promise<Once<Answer>>;
}

const CONNECTIONS_MAX = 4;

/** Opens identity over a migrated database. It connects when it is first asked. */
export function openIdentity(
  options: IdentityOptions,
): Identity & { readonly close: () => Promise<void> } {
  const { connectionString, connectMs = 5_000, statementMs = 10_000, lockMs = 5_000 } = options;
  const max = options.connectionsMax ?? CONNECTIONS_MAX;
  const pool = openPool({ connectionString, max, connectMs, statementMs, lockMs });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  let closed: Promise<void> | undefined;
  return {
    ...identityAt(db),
    // Every request of somebody who trades asks these, so they are asked for many at once.
    findUser: gathered(asked((ids: readonly Id<"usr">[]) => findUsers(db, ids))),
    appendAudit: openRecord(db),
    // Not the dialect's way, which leaves a pool alone that was never asked.
    close: () => (closed ??= pool.end()),
  };
}

function identityAt(db: Kysely<Schema>): Identity {
  return {
    ...openPeople(db),
    ...openSessions(db),
    ...openOrganizations(db),
    ...openKeys(db),
    together: asked((work) => together(db, (tx) => work(identityAt(tx)))),
    once: asked((receipt, work) => once(db, receipt, (tx) => work(identityAt(tx)))),
  };
}

function openPeople(db: Kysely<Schema>) {
  return {
    registerUser: put(db, registerUser),
    findUser: put(db, findUser),
    findUserByPhone: put(db, findUserByPhone),
    listAccounts: put(db, listAccounts),
    suspendUser: put(db, suspendUser),
    eraseUser: put(db, eraseUser),
    upgradePassword: put(db, upgradePassword),
    changePassword: put(db, changePassword),
    resetPassword: put(db, resetPassword),
    issueCode: put(db, issueCode),
    verifyPhone: put(db, verifyPhone),
    enrollSecondFactor: put(db, enrollSecondFactor),
    findSecondFactor: put(db, findSecondFactor),
    spendSecondFactor: put(db, spendSecondFactor),
    removeSecondFactor: put(db, removeSecondFactor),
  };
}

function openSessions(db: Kysely<Schema>) {
  return {
    noteLoginAttempt: put(db, noteLoginAttempt),
    forgiveLogin: put(db, forgiveLogin),
    openSession: put(db, openSession),
    findSession: put(db, findSession),
    rotateRefresh: put(db, rotateRefresh),
    listSessions: put(db, listSessions),
    revokeFamily: put(db, revokeFamily),
    revokeAll: put(db, revokeAll),
    listRevoked: put(db, listRevoked),
    tidyIdentity: put(db, tidyIdentity),
  };
}

function openOrganizations(db: Kysely<Schema>) {
  return {
    foundOrganization: put(db, foundOrganization),
    findOrganization: put(db, findOrganization),
    invite: put(db, invite),
    acceptInvitation: put(db, acceptInvitation),
    withdrawInvitation: put(db, withdrawInvitation),
    listInvitations: put(db, listInvitations),
    listMembers: put(db, listMembers),
    listMemberships: put(db, listMemberships),
    removeMember: put(db, removeMember),
  };
}

function openKeys(db: Kysely<Schema>) {
  return {
    makeApiKey: put(db, makeApiKey),
    findApiKey: put(db, findApiKey),
    noteKeyUse: put(db, noteKeyUse),
    listApiKeys: put(db, listApiKeys),
    remindOfKeys: put(db, remindOfKeys),
    revokeApiKey: put(db, revokeApiKey),
    saveSigningKey: put(db, saveSigningKey),
    listSigningKeys: put(db, listSigningKeys),
    appendAudit: put(db, appendAudit),
    pageAudit: put(db, pageAudit),
  };
}

/** A question that is put to this database. */
function put<Wishes extends readonly unknown[], Answer>(
  db: Kysely<Schema>,
  question: (db: Kysely<Schema>, ...wishes: Wishes) => Promise<Answer>,
): (...wishes: Wishes) => Promise<Answer> {
  return asked((...wishes: Wishes) => question(db, ...wishes));
}
