import { idOf } from "../id.ts";
import { forgottenSchema, loginSchema, proofSchema, resetSchema } from "../identity/login.ts";
import { enrolmentSchema, factorSchema, meSchema } from "../identity/me.ts";
import { registeredSchema, registrationSchema } from "../identity/registration.ts";
import { roleSchema } from "../identity/role.ts";
import { sessionsSchema } from "../identity/session.ts";
import { refreshSchema, tokensSchema } from "../identity/token.ts";
import { pageQuery } from "../page.ts";
import type { Route } from "./route.ts";

const credential = { manner: "credential", tag: "Accounts", scopes: [] } as const;
const anybody = { ...credential, roles: "anyone" } as const;
const signedIn = { ...credential, roles: roleSchema.options } as const;

/** Coming in, going out, and proving who one is. */
export const authRoutes = {
  register: {
    ...anybody,
    id: "register",
    method: "POST",
    path: "/auth/register",
    summary: "Open an account",
    body: registrationSchema,
    responses: { 201: registeredSchema },
    problems: [
      "phone-malformed",
      "phone-taken",
      "password-weak",
      "too-many-attempts",
      "account-suspended",
      "credentials-wrong",
    ],
  },
  login: {
    ...anybody,
    id: "login",
    method: "POST",
    path: "/auth/login",
    summary: "Come in with phone and password",
    body: loginSchema,
    responses: { 200: tokensSchema },
    problems: [
      "credentials-wrong",
      "mfa-required",
      "mfa-wrong",
      "account-suspended",
      "too-many-attempts",
    ],
  },
  refresh: {
    ...anybody,
    id: "refresh",
    method: "POST",
    path: "/auth/refresh",
    summary: "Exchange a refresh token for the next pair",
    body: refreshSchema,
    responses: { 200: tokensSchema },
    problems: ["token-invalid", "refresh-token-reused"],
  },
  verifyPhone: {
    ...signedIn,
    id: "verifyPhone",
    method: "POST",
    path: "/auth/verify-phone",
    summary: "Prove one's phone by the code that was sent",
    body: proofSchema,
    responses: { 204: null },
    problems: ["code-wrong", "code-expired", "phone-already-verified"],
  },
  forgotPassword: {
    ...anybody,
    id: "forgotPassword",
    method: "POST",
    path: "/auth/password/forgot",
    summary:
      "Have a code sent for a new password; the answer does not tell whether there is an account",
    body: forgottenSchema,
    responses: { 202: null },
    problems: ["too-many-attempts"],
  },
  resetPassword: {
    ...anybody,
    id: "resetPassword",
    method: "POST",
    path: "/auth/password/reset",
    summary: "Set a new password by the code that was sent; ends every session",
    body: resetSchema,
    responses: { 204: null },
    problems: ["code-wrong", "code-expired", "password-weak", "too-many-attempts"],
  },
  logout: {
    ...signedIn,
    id: "logout",
    method: "POST",
    path: "/auth/logout",
    summary: "End this session",
    responses: { 204: null },
    problems: [],
  },
  me: {
    id: "me",
    method: "GET",
    path: "/auth/me",
    tag: "Accounts",
    summary: "See one's own account",
    manner: "read",
    roles: roleSchema.options,
    scopes: [],
    responses: { 200: meSchema },
    problems: [],
  },
  enrollMfa: {
    ...signedIn,
    id: "enrollMfa",
    method: "POST",
    path: "/auth/mfa/enroll",
    summary: "Begin with a second factor",
    responses: { 200: enrolmentSchema },
    problems: ["mfa-already-on", "login-not-fresh"],
  },
  confirmMfa: {
    ...signedIn,
    id: "confirmMfa",
    method: "POST",
    path: "/auth/mfa/confirm",
    summary: "Turn the second factor on by its first code",
    body: proofSchema,
    responses: { 200: factorSchema },
    problems: ["mfa-wrong", "mfa-not-on", "mfa-already-on", "too-many-attempts"],
  },
  removeMfa: {
    ...signedIn,
    id: "removeMfa",
    method: "DELETE",
    path: "/auth/mfa",
    summary: "Turn the second factor off",
    responses: { 200: factorSchema },
    problems: ["mfa-not-on", "login-not-fresh"],
  },
  listSessions: {
    id: "listSessions",
    method: "GET",
    path: "/auth/sessions",
    tag: "Accounts",
    summary: "See where one is signed in",
    manner: "list",
    roles: roleSchema.options,
    scopes: [],
    query: pageQuery,
    responses: { 200: sessionsSchema },
    problems: [],
  },
  endSession: {
    ...signedIn,
    id: "endSession",
    method: "DELETE",
    path: "/auth/sessions/{id}",
    summary: "Sign out elsewhere",
    params: { id: idOf("fam") },
    responses: { 204: null },
    problems: ["session-not-found"],
  },
} as const satisfies Record<string, Route>;
