import { openTestDatabase } from "@msafara/dev";
import { assert, type Id, type Instant, isRefusal, realWorld, toIso } from "@msafara/kernel";
import type { Pool, QueryResultRow } from "pg";
import { openPool } from "../connection/open-pool.ts";
import { type Identity, openIdentity } from "../identity/open-identity.ts";
import type { NewUser } from "../identity/register-user.ts";

const CONNECTIONS = 8;
const LONG = { connectMs: 20_000, statementMs: 20_000, lockMs: 20_000 };

/** A morning on which nothing else happens. */
export const MORNING = Date.UTC(2026, 10, 20, 6);
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** A registry for one spec file, with a way past it. Its connections are real, and several. */
export type Registry = Awaited<ReturnType<typeof openRegistry>>;

/** Opens identity over a migrated database of its own. */
export async function openRegistry() {
  const database = await openTestDatabase();
  const { url } = database;
  const admin = openPool({ connectionString: url, max: 2, ...LONG });
  const identity = openIdentity({ connectionString: url, connectionsMax: CONNECTIONS, ...LONG });
  return {
    identity,
    mint: world.mint,
    driver,
    enter: (spoil: Partial<NewUser> = {}) => enter({ identity, admin }, driver(spoil)),
    logIn: (user: NewUser, spoil: Login = {}) => logIn(identity, user, spoil),
    ask: async <Row extends QueryResultRow>(question: string, values: readonly unknown[] = []) => {
      const { rows } = await admin.query<Row>(question, [...values]);
      return rows;
    },
    hold: (statement: string, values: readonly unknown[]) => hold(admin, statement, values),
    close: async () => {
      await identity.close();
      await admin.end();
      await database.close();
    },
  };
}

const world = realWorld();
let people = 0;

/** A driver with a phone of her own; each test spoils one thing. */
function driver(spoil: Partial<NewUser> = {}): NewUser {
  people += 1;
  return {
    id: world.mint("usr"),
    role: "driver",
    agent: world.mint("drv"),
    phone: `+2547${String(people).padStart(8, "0")}`,
    name: "Achieng",
    locale: "sw",
    passwordHash: "$argon2id$a",
    now: MORNING,
    ...spoil,
  };
}

interface Doors {
  readonly identity: Identity;
  readonly admin: Pool;
}

/** Registers a driver whose phone is proved. */
async function enter({ identity, admin }: Doors, user: NewUser): Promise<NewUser> {
  assert(!isRefusal(await identity.registerUser(user)), "her phone is hers alone");
  const proved = "UPDATE users SET phone_verified_at = $2 WHERE id = $1";
  await admin.query(proved, [user.id, toIso(user.now)]);
  return user;
}

/** Does something by hand and leaves it open, so that others have to wait for it. */
async function hold(admin: Pool, statement: string, values: readonly unknown[]) {
  const client = await admin.connect();
  await client.query("BEGIN");
  await client.query(statement, [...values]);
  const waiting = async () => {
    const { rows } = await admin.query<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows.length;
  };
  const whenWaiting = async (count: number): Promise<void> => {
    while ((await waiting()) < count);
  };
  return {
    /** Resolves once so many stand and wait; they go on waiting. */
    whenWaiting,
    /** Lets go once so many stand and wait, after a last deed: none of them came too late to race. */
    letGoWhen: async (count: number, deed = "SELECT") => {
      await whenWaiting(count);
      await client.query(deed);
      await client.query("COMMIT");
      client.release();
    },
  };
}

interface Login {
  readonly token?: string;
  readonly now?: Instant;
  readonly days?: number;
}

/** Opens a session for a driver with its first token. */
async function logIn(
  identity: Identity,
  { id, passwordHash }: NewUser,
  { token = world.mint("tok"), now = MORNING, days = 7 }: Login,
): Promise<{ readonly family: Id<"fam">; readonly token: string }> {
  const family = world.mint("fam");
  const opened = await identity.openSession({
    family,
    user: id,
    device: "a phone",
    address: "41.90.0.1",
    token: { hash: token, expiresAt: now + days * DAY_MS },
    endsAt: now + 90 * DAY_MS,
    passwordHash,
    now,
  });
  assert(!isRefusal(opened), "she may come in");
  return { family, token };
}
