import { idOf } from "../id.ts";
import { apiKeysSchema, newApiKeySchema, shownApiKeySchema } from "../identity/api-key.ts";
import {
  acceptanceSchema,
  invitationSchema,
  invitationsSchema,
  membershipSchema,
  newInvitationSchema,
  newOrganizationSchema,
  organizationSchema,
} from "../identity/organization.ts";
import { roleSchema } from "../identity/role.ts";
import { pageQuery } from "../page.ts";
import type { Route } from "./route.ts";

const organizations = { tag: "Organizations", roles: roleSchema.options, scopes: [] } as const;
const keys = { tag: "API keys", roles: ["admin"], scopes: [] } as const;

/** Who belongs where, and what machines may do. */
export const organizationRoutes = {
  createOrganization: {
    ...organizations,
    id: "createOrganization",
    method: "POST",
    path: "/organizations",
    summary: "Found an organization, and own it",
    manner: "command",
    body: newOrganizationSchema,
    responses: { 201: organizationSchema },
    problems: ["phone-not-verified"],
  },
  readOrganization: {
    ...organizations,
    id: "readOrganization",
    method: "GET",
    path: "/organizations/{id}",
    summary: "See an organization that one belongs to",
    manner: "read",
    params: { id: idOf("org") },
    responses: { 200: organizationSchema },
    problems: ["organization-not-found"],
  },
  invite: {
    ...organizations,
    id: "invite",
    method: "POST",
    path: "/organizations/{id}/invitations",
    summary: "Offer somebody a place; the next one replaces what is open for a phone",
    manner: "command",
    params: { id: idOf("org") },
    body: newInvitationSchema,
    responses: { 201: invitationSchema },
    problems: ["organization-not-found", "already-member", "not-allowed", "phone-malformed"],
  },
  listInvitations: {
    ...organizations,
    id: "listInvitations",
    method: "GET",
    path: "/organizations/{id}/invitations",
    summary: "See who was asked in",
    manner: "list",
    params: { id: idOf("org") },
    query: pageQuery,
    responses: { 200: invitationsSchema },
    problems: ["organization-not-found", "not-allowed"],
  },
  acceptInvitation: {
    ...organizations,
    id: "acceptInvitation",
    method: "POST",
    path: "/invitations/accept",
    summary: "Take the place that is offered to one's phone",
    manner: "credential",
    body: acceptanceSchema,
    responses: { 200: membershipSchema },
    problems: [
      "invitation-not-found",
      "invitation-expired",
      "already-member",
      "phone-not-verified",
    ],
  },
  createApiKey: {
    ...keys,
    id: "createApiKey",
    method: "POST",
    path: "/api-keys",
    summary: "Make a key for a machine; it is shown this once",
    manner: "credential",
    body: newApiKeySchema,
    responses: { 201: shownApiKeySchema },
    problems: ["login-not-fresh"],
  },
  listApiKeys: {
    ...keys,
    id: "listApiKeys",
    method: "GET",
    path: "/api-keys",
    summary: "See which keys there are",
    manner: "list",
    query: pageQuery,
    responses: { 200: apiKeysSchema },
    problems: [],
  },
  revokeApiKey: {
    ...keys,
    id: "revokeApiKey",
    method: "DELETE",
    path: "/api-keys/{id}",
    summary: "Revoke a key at once",
    manner: "credential",
    params: { id: idOf("key") },
    responses: { 204: null },
    problems: ["api-key-not-found"],
  },
} as const satisfies Record<string, Route>;
