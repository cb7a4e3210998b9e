import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { phoneSchema } from "../phone.ts";
import { pageOf } from "../page.ts";
import { line } from "../text.ts";
import { memberRoleSchema } from "./role.ts";
import { tokenSchema } from "./token.ts";

/** A fleet, a shipper's office, a yard, before it has an id. */
export const newOrganizationSchema = z.strictObject({ name: line(100) });

/** A fleet, a shipper's office, a yard. */
export const organizationSchema = z.object({
  id: idOf("org"),
  name: line(100),
  createdAt: instantSchema,
});

/** Who is to be asked in, and as what. */
export const newInvitationSchema = z.strictObject({ phone: phoneSchema, role: memberRoleSchema });

/** A place that is offered to a phone; the token goes there by message, and is not shown here. */
export const invitationSchema = z.object({
  id: idOf("ivt"),
  organizationId: idOf("org"),
  phone: phoneSchema,
  role: memberRoleSchema,
  status: z.enum(["open", "accepted", "withdrawn", "expired"]),
  createdAt: instantSchema,
  expiresAt: instantSchema,
});

/** The token of an invitation, by whoever has proved to own its phone. */
export const acceptanceSchema = z.strictObject({ token: tokenSchema });

/** Where somebody belongs now. */
export const membershipSchema = z.object({
  organization: organizationSchema,
  role: memberRoleSchema,
  joinedAt: instantSchema,
});

/** Somebody who belongs to an organization. */
export const memberSchema = z.object({
  id: idOf("usr"),
  name: line(100),
  role: memberRoleSchema,
  joinedAt: instantSchema,
});

/** One page of members. */
export const membersSchema = pageOf(memberSchema);

/** One page of invitations. */
export const invitationsSchema = pageOf(invitationSchema);
