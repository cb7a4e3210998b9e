import { until } from "../cluster/until.ts";
import { askWire } from "./ask-wire.ts";
import type { Pair, Recipe, Walk } from "./good-call.ts";
import { openPerson, PASSWORD, type Person, signIn } from "./open-cast.ts";
import { totpNow } from "./totp-now.ts";

const CODE = /\b\d{6}\b/;
const INVITED = /msf_inv_[\w-]+/;

/** A good world for each operation about who people are. */
export const accountRecipes = {
  register: (walk) => ({ body: registration(walk) }),
  login: (_walk, { shipper: { phone } }) => ({ body: { phone, password: PASSWORD } }),
  refresh: async (walk, { shipper }) => {
    const { body } = await signIn(walk.stage, shipper.phone);
    return { body: { refresh_token: body.refresh_token } };
  },
  verifyPhone: async (walk) => {
    const body = registration(walk);
    const told = await post(walk, "/auth/register", { body });
    return { as: showing(told.body), body: { code: codeFor(walk, body.phone) } };
  },
  resendCode: async (walk) => {
    const told = await post(walk, "/auth/register", { body: registration(walk) });
    // The one before was sent a minute ago.
    walk.stage.pass(61_000);
    return { as: showing(told.body) };
  },
  forgotPassword: async (walk) => ({ body: { phone: (await somebody(walk)).phone } }),
  resetPassword: async (walk) => {
    const { phone } = await somebody(walk);
    const before = walk.stage.messageTo(phone);
    await post(walk, "/auth/password/forgot", { body: { phone } });
    // It may come after the answer, which does not tell whether there is an account.
    await until("a message comes", () => walk.stage.messageTo(phone) !== before);
    return { body: { phone, code: codeFor(walk, phone), password: "a short way to Thika" } };
  },
  changePassword: async (walk) => ({
    as: (await somebody(walk)).shows,
    body: { current: PASSWORD, password: "a short way to Thika" },
  }),
  eraseAccount: async (walk) => ({ as: (await somebody(walk)).shows }),
  suspendUser: async (walk, pair) => ({
    as: operatorFor(walk, pair),
    params: { id: (await somebody(walk)).userId },
    body: { reason: "Two loads never arrived." },
  }),
  reinstateUser: async (walk, pair) => {
    const as = operatorFor(walk, pair);
    const params = { id: (await somebody(walk)).userId };
    const body = { reason: "Two loads never arrived." };
    await post(walk, "/users/{id}/suspend", { as, params, body });
    return { as, params, body: { reason: "They have arrived after all." } };
  },
  logout: async (walk) => ({ as: (await somebody(walk)).shows }),
  me: (_walk, { shipper }) => ({ as: shipper.shows }),
  enrollMfa: async (walk) => ({ as: (await somebody(walk)).shows }),
  confirmMfa: async (walk) => {
    const { shows: as } = await somebody(walk);
    const { body } = await post(walk, "/auth/mfa/enroll", { as });
    return { as, body: { code: totpNow(body.secret, walk.stage.now()) } };
  },
  removeMfa: async (walk) => {
    const { shows: as } = await somebody(walk);
    const { body } = await post(walk, "/auth/mfa/enroll", { as });
    await post(walk, "/auth/mfa/confirm", {
      as,
      body: { code: totpNow(body.secret, walk.stage.now()) },
    });
    return { as };
  },
  listSessions: (_walk, { shipper }) => ({ as: shipper.shows }),
  endSession: async (walk) => {
    const { shows: as, phone } = await somebody(walk);
    await signIn(walk.stage, phone);
    const path = "/api/v1/auth/sessions";
    const { body } = await askWire(walk.stage, { method: "GET", path, as });
    const other = body.items.find((it: { current: boolean }) => !it.current);
    return { as, params: { id: other.id } };
  },

  createOrganization: ({ trade }, { shipper }) => ({
    as: shipper.shows,
    body: { name: `Carriers No. ${trade.next()}` },
  }),
  readOrganization: async (walk, { shipper }) => ({
    as: shipper.shows,
    params: { id: await organization(walk, shipper) },
  }),
  invite: async (walk, { shipper }) => ({
    as: shipper.shows,
    params: { id: await organization(walk, shipper) },
    body: { phone: walk.trade.freshPhone(), role: "dispatcher" },
  }),
  listInvitations: async (walk, { shipper }) => ({
    as: shipper.shows,
    params: { id: await organization(walk, shipper) },
  }),
  acceptInvitation: async (walk, { shipper }) => {
    const { token, guest } = await invited(walk, shipper);
    return { as: guest.shows, body: { token } };
  },
  listMembers: async (walk, { shipper }) => ({
    as: shipper.shows,
    params: { id: await organization(walk, shipper) },
  }),
  removeMember: async (walk, { shipper }) => {
    const { id, token, guest } = await invited(walk, shipper);
    await post(walk, "/invitations/accept", { as: guest.shows, body: { token } });
    return { as: shipper.shows, params: { id, userId: guest.userId } };
  },
  createApiKey: ({ cast, trade }) => ({
    as: cast.admin.shows,
    body: { name: `Desk ${trade.next()}`, scopes: ["desk", "shipments"] },
  }),
  listApiKeys: ({ cast }) => ({ as: cast.admin.shows }),
  revokeApiKey: async (walk) => {
    const as = walk.cast.admin.shows;
    const { body } = await post(walk, "/api-keys", { as, body: { name: "x", scopes: ["desk"] } });
    return { as, params: { id: body.id } };
  },
  readHealth: () => ({}),
  readStats: () => ({}),
} as const satisfies Readonly<Record<string, Recipe>>;

/** Who looks after the accounts of one pair has nothing to do with those of another. */
function operatorFor({ cast }: Walk, { shipper }: Pair): Person["shows"] {
  return (shipper === cast.amina ? cast.admin : cast.support).shows;
}

function registration(walk: Walk) {
  return {
    role: "shipper",
    phone: walk.trade.freshPhone(),
    password: PASSWORD,
    name: "Neema Wairimu",
  };
}

/** Somebody whom nobody has met: what is done to him troubles nobody else. */
async function somebody(walk: Walk): Promise<Person> {
  return await openPerson(walk.stage, {
    name: "Neema",
    role: "shipper",
    phone: walk.trade.freshPhone(),
  });
}

async function organization(walk: Walk, { shows: as }: Person): Promise<string> {
  const body = { name: `Carriers No. ${walk.trade.next()}` };
  return (await post(walk, "/organizations", { as, body })).body.id;
}

/** Somebody who was offered a place in an organization of the host's. */
async function invited(walk: Walk, host: Person) {
  const guest = await somebody(walk);
  const { phone } = guest;
  const id = await organization(walk, host);
  const body = { phone, role: "driver" };
  await post(walk, "/organizations/{id}/invitations", { as: host.shows, params: { id }, body });
  const [token] = INVITED.exec(walk.stage.messageTo(phone)) ?? [];
  return { id, token, guest };
}

function codeFor({ stage }: Walk, phone: string): string {
  return CODE.exec(stage.messageTo(phone))?.[0] ?? "";
}

function showing({ access_token }: { readonly access_token: string }): Person["shows"] {
  return { authorization: `Bearer ${access_token}` };
}

async function post(
  { stage }: Walk,
  path: string,
  asked: Pick<Parameters<typeof askWire>[1], "as" | "params" | "body">,
) {
  return await askWire(stage, { method: "POST", path: `/api/v1${path}`, ...asked });
}
