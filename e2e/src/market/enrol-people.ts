import { createHash } from "node:crypto";
import { assert, type Id, isRefusal, type World } from "@msafara/kernel";
import { type Identity, type Luck, openIdentity, openPasswords, strongLuck } from "@msafara/store";
import type { Look } from "../cluster/open-look.ts";

const SESSION_MS = 4 * 3_600_000;
const TOKEN_BYTES = 32;
const FIRST_PHONE = 254_700_000_000;

/** Somebody with an account, a proven phone, and a refresh token to come in by. */
export interface Account {
  readonly userId: Id<"usr">;
  readonly agentId: Id;
  readonly refreshToken: string;
}

/** Whom to enrol: so many of a role, of one office if it is named. */
export interface Enrolment {
  readonly role: "shipper" | "driver";
  readonly count: number;
  /** The first founds it, the others are its dispatchers. */
  readonly office?: string;
}

/** Where people are enrolled. */
export interface Registry {
  readonly world: World;
  readonly look: Look;
  readonly postgresUrl: string;
}

/**
 * Seeds accounts as an operator's migration would: through the verbs of the store, with one password
 * hash for all, since argon2 for hundreds takes minutes. Nobody's token is forged: each holds a refresh
 * token and exchanges it at the door. Only the proof of the phone and the seat in an office, which take
 * a message each, are set in SQL.
 */
export async function enrolPeople(
  { world, look, postgresUrl }: Registry,
  { role, count, office }: Enrolment,
): Promise<readonly Account[]> {
  const identity = openIdentity({ connectionString: postgresUrl });
  const luck = strongLuck();
  const passwordHash = await openPasswords(luck).hash("a long way to Nakuru");
  const [row] = await look.ask<{ taken: number }>("SELECT count(*) AS taken FROM users");
  const desk: Desk = { world, look, identity, luck, passwordHash, role, org: undefined };
  const accounts: Account[] = [];
  for (let i = 0; i < count; i++) {
    const account = await register(desk, `+${FIRST_PHONE + (row?.taken ?? 0) + i}`);
    if (office !== undefined) await takeSeat(desk, account, office);
    const refreshToken = await letIn(desk, account);
    accounts.push({ ...account, refreshToken });
  }
  await look.ask("UPDATE users SET phone_verified_at = now() WHERE phone_verified_at IS NULL");
  await identity.close();
  return accounts;
}

interface Desk extends Pick<Registry, "world" | "look"> {
  readonly identity: Identity;
  readonly luck: Luck;
  readonly passwordHash: string;
  readonly role: Enrolment["role"];
  org: Id<"org"> | undefined;
}

type Person = Pick<Account, "userId" | "agentId">;

async function register(desk: Desk, phone: string): Promise<Person> {
  const { world, identity, passwordHash, role } = desk;
  const [id, agent] = [world.mint("usr"), world.mint(role === "driver" ? "drv" : "shr")];
  const about = { name: `${role} ${phone}`, locale: "en", passwordHash, now: world.now() } as const;
  const made = await identity.registerUser({ id, role, agent, phone, ...about });
  assert(!isRefusal(made), "nobody has this phone yet");
  return { userId: id, agentId: agent };
}

async function takeSeat(desk: Desk, { userId }: Person, name: string): Promise<void> {
  const { world, look, identity } = desk;
  if (desk.org === undefined) {
    const org = { id: world.mint("org"), name, founder: userId, now: world.now() };
    desk.org = (await identity.foundOrganization(org)).id;
    return;
  }
  await look.ask(
    `INSERT INTO members (organization, user_id, role, joined_at)
     VALUES ($1, $2, 'dispatcher', now())`,
    [desk.org, userId],
  );
}

/** A session as of somebody who has just shown his password. */
async function letIn({ world, identity, luck, passwordHash, org }: Desk, { userId }: Person) {
  const refreshToken = `msf_rt_${Buffer.from(luck(TOKEN_BYTES)).toString("base64url")}`;
  const hash = createHash("sha256").update(refreshToken).digest("base64url");
  const now = world.now();
  const endsAt = now + SESSION_MS;
  const opened = await identity.openSession({
    family: world.mint("fam"),
    user: userId,
    ...(org === undefined ? {} : { organization: org }),
    token: { hash, expiresAt: endsAt },
    endsAt,
    passwordHash,
    now,
  });
  assert(!isRefusal(opened), "whoever has just been enrolled may come in");
  return refreshToken;
}
