import { MsafaraProblem } from "@msafara/client";
import type { Id, World } from "@msafara/kernel";
import type { Market } from "../market.ts";
import type { Phones } from "../door/phones.ts";

/** Somebody with an account in the market of a spec. */
export interface Citizen {
  readonly phone: string;
  readonly role: "driver" | "shipper" | "facility";
  readonly agent: Id<"drv"> | Id<"shr">;
  password: string;
  isProven: boolean;
}

/** Who has an account, and how often somebody tried. */
export interface Register {
  readonly citizens: ReadonlyMap<string, Citizen>;
  readonly attempts: { registered: number; signedIn: number };
  readonly doorsFor: (token: () => Promise<string | undefined>) => Doors;
  readonly who: (token: string | undefined) => Citizen;
}

type Doors = Pick<
  Market,
  "register" | "login" | "refresh" | "me" | "verifyPhone" | "forgotPassword" | "resetPassword"
>;

const CODE = "123456";

/** Says no as the wire does. */
export function problem(code: string, status = 409): MsafaraProblem {
  return new MsafaraProblem(code, { code, status, requestId: "req", retry: status === 429 });
}

/** Opens a register whose codes come to the phones of the demonstration; a token is a phone. */
export function openRegister(world: Pick<World, "mint">, phones: Pick<Phones, "hear">): Register {
  const citizens = new Map<string, Citizen>();
  const attempts = { registered: 0, signedIn: 0 };
  const send = (phone: string) =>
    phones.hear(`SMS to +254…${phone.slice(-2)}: your code is ${CODE}.`);
  const who = (token: string | undefined): Citizen => {
    const citizen = citizens.get(token ?? "");
    if (citizen === undefined) throw problem("token-invalid", 401);
    return citizen;
  };
  const pair = (phone: string) => ({
    access_token: phone,
    refresh_token: phone,
    token_type: "Bearer" as const,
    expires_in: 900,
  });
  const doorsFor: Register["doorsFor"] = (token) => ({
    register: async ({ body: { phone, role, password, name } }) => {
      if (citizens.has(phone)) throw problem("phone-taken");
      attempts.registered++;
      const agent = role === "driver" ? world.mint("drv") : world.mint("shr");
      citizens.set(phone, { phone, role, password, agent, isProven: false });
      send(phone);
      return { user: { id: world.mint("usr"), role, phone, name }, ...pair(phone) };
    },
    login: async ({ body: { phone, password } }) => {
      attempts.signedIn++;
      if (citizens.get(phone)?.password !== password) throw problem("credentials-wrong", 401);
      return pair(phone);
    },
    refresh: async ({ body }) => pair(body.refresh_token),
    me: async () => {
      const { phone, role, agent, isProven } = who(await token());
      return {
        id: "usr_1",
        role,
        phone,
        name: phone,
        locale: "en",
        phoneVerified: isProven,
        mfa: false,
        agent,
        organizations: [],
        createdAt: 0,
      };
    },
    verifyPhone: async ({ body }) => {
      if (body.code !== CODE) throw problem("code-wrong", 422);
      who(await token()).isProven = true;
      return null;
    },
    forgotPassword: async ({ body: { phone } }) => {
      send(phone);
      return null;
    },
    resetPassword: async ({ body: { phone, code, password } }) => {
      if (code !== CODE) throw problem("code-wrong", 422);
      Object.assign(who(phone), { password, isProven: true });
      return null;
    },
  });
  return { citizens, attempts, doorsFor, who };
}
