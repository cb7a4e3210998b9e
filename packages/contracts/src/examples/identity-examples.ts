import { IDS } from "./ids.ts";

const PHONE = "+254712345678";
const TOKEN = "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ1c3IifQ.c2lnbmF0dXJl";
const DAY = "2026-11-20T09:00:00.000Z";
const LATER = "2027-02-18T09:00:00.000Z";

const user = { id: IDS.user, role: "shipper", phone: PHONE, name: "Achieng Otieno" };
const tokens = {
  access_token: TOKEN,
  refresh_token: "msr_4vJ9fQ2sXk8ZbT1nL6wYc3",
  token_type: "Bearer",
  expires_in: 900,
};
const organization = { id: IDS.organization, name: "Mombasa Millers", createdAt: DAY };
const member = { id: IDS.user, name: "Achieng Otieno", role: "dispatcher", joinedAt: DAY };
const invitation = {
  id: IDS.invitation,
  organizationId: IDS.organization,
  phone: PHONE,
  role: "dispatcher",
  status: "open",
  createdAt: DAY,
  expiresAt: LATER,
};
const apiKey = {
  id: IDS.apiKey,
  name: "Voice desk",
  scopes: ["desk", "shipments"],
  prefix: "msf_live_4vJ9",
  createdAt: DAY,
  lastUsedAt: null,
  rotateBy: LATER,
};
const session = {
  id: IDS.session,
  current: true,
  device: "Msafara 1.0 on a Tecno Spark",
  address: "197.248.10.1",
  openedAt: DAY,
  usedAt: DAY,
  endsAt: LATER,
};

/** One good world for each schema of identity. */
export const IDENTITY_EXAMPLES = {
  Acceptance: { token: "ivt_4vJ9fQ2sXk8ZbT1nL6wYc3" },
  ApiKey: apiKey,
  ApiKeys: { items: [apiKey], nextCursor: null },
  Enrolment: {
    secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    otpauthUrl: "otpauth://totp/Msafara:%2B254712345678?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  },
  Factor: { mfa: true },
  Forgotten: { phone: PHONE },
  Invitation: invitation,
  Invitations: { items: [invitation], nextCursor: null },
  Login: { phone: PHONE, password: "a long way to Kisumu", otp: "492817" },
  Me: {
    ...user,
    locale: "en",
    phoneVerified: true,
    mfa: false,
    agent: IDS.shipper,
    organizations: [{ id: IDS.organization, name: "Mombasa Millers", role: "owner" }],
    createdAt: DAY,
  },
  Member: member,
  Members: { items: [member], nextCursor: null },
  Membership: { organization, role: "dispatcher", joinedAt: DAY },
  NewApiKey: { name: "Voice desk", scopes: ["desk", "shipments"] },
  NewInvitation: { phone: PHONE, role: "dispatcher" },
  NewOrganization: { name: "Mombasa Millers" },
  Organization: organization,
  PasswordChange: { current: "a long way to Kisumu", password: "a short way to Thika" },
  Proof: { code: "492817" },
  Refresh: { refresh_token: tokens.refresh_token },
  Registered: { ...tokens, user },
  Registration: {
    role: "shipper",
    phone: PHONE,
    password: "a long way to Kisumu",
    name: "Achieng Otieno",
    locale: "sw",
  },
  Reset: { phone: PHONE, code: "492817", password: "a short way to Thika" },
  Session: session,
  Sessions: { items: [session], nextCursor: null },
  ShownApiKey: { ...apiKey, secret: "msf_live_4vJ9fQ2sXk8ZbT1nL6wYc3" },
  Standing: { id: IDS.user, suspended: true },
  StandingChange: { reason: "Two loads were sold on the way" },
  Tokens: tokens,
  User: user,
} as const;
