import { assert, type Id, realWorld } from "@msafara/kernel";
import { openIdentity, openPasswords, strongLuck } from "@msafara/store";
import { until } from "../cluster/until.ts";
import type { Town } from "./open-town.ts";

const PASSWORD = "safari njema sana";
const KERICHO = { lat: -0.37, lng: 35.28 };
const HOUR_MS = 3_600_000;

/** Somebody of the town who may come in. */
export interface Person {
  readonly role: "shipper" | "driver" | "admin";
  readonly phone: string;
  readonly userId: string;
  /** Of the last session; somebody may have ended those before. */
  token: string;
}

/** Who lives in a town, and what there is for them to quarrel about. */
export interface People {
  readonly amina: Person;
  readonly otieno: Person;
  readonly juma: Person;
  readonly wanjiku: Person;
  readonly ada: Person;
  readonly apiKey: string;
  /** Ids by prefix that mean something here. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/** Lets two shippers, two drivers and an admin in, and puts tea on the market with bids on it. */
export async function settlePeople(town: Town): Promise<People> {
  const ada = await makeAdmin(town);
  const amina = await register(town, { role: "shipper", phone: "+254711000001" });
  const otieno = await register(town, { role: "shipper", phone: "+254711000002" });
  const juma = await register(town, { role: "driver", phone: "+254711000003" });
  const wanjiku = await register(town, { role: "driver", phone: "+254711000004" });
  await town.look.ask("UPDATE users SET phone_verified_at = created_at");
  const people = { amina, otieno, juma, wanjiku, ada };
  for (const driver of [juma, wanjiku]) await goOnShift(town, driver);
  const key = await call(town, { by: ada, path: "POST /api-keys", body: KEY });
  const organization = await call(town, {
    by: amina,
    path: "POST /organizations",
    body: { name: "Kericho Tea" },
  });
  const shipments = [];
  for (const by of [amina, amina, otieno]) {
    shipments.push(await call(town, { by, path: "POST /shipments", body: teaFrom(HOUR_MS) }));
  }
  const bids = await bidOn(town, { driver: juma, shipments: shipments.map(({ id }) => id) });
  return {
    ...people,
    apiKey: key.secret,
    ids: {
      shp: shipments.map(({ id }) => id),
      bid: bids,
      org: [organization.id],
      usr: Object.values(people).map(({ userId }) => userId),
      drv: await agentsOf(town, [juma, wanjiku]),
      shr: await agentsOf(town, [amina, otieno]),
    },
  };
}

const KEY = { name: "Fuzz", scopes: ["desk", "shipments"] };

/** Tea from Kericho to Nakuru; whoever wants spoils something. */
export function teaFrom(inMs: number, spoil: object = {}): object {
  const from = realWorld().now() + inMs;
  const window = (a: number, b: number) => ({
    from: new Date(from + a * HOUR_MS).toISOString(),
    to: new Date(from + b * HOUR_MS).toISOString(),
  });
  return {
    pickup: { address: "Kericho", position: KERICHO, window: window(0, 3) },
    delivery: {
      address: "Nakuru",
      position: { lat: -0.3, lng: 36.07 },
      window: window(4, 20),
    },
    cargo: { kind: "tea", weightKg: 8_000, vehicleType: "box" },
    serviceLevel: "standard",
    bidding: { windowSeconds: 120 },
    ...spoil,
  };
}

/** Asks as a well-behaved client does, and insists on success. */
export async function call(
  town: Pick<Town, "url">,
  wish: { readonly by?: Person; readonly path: string; readonly body?: unknown },
): Promise<any> {
  const [method = "GET", path = "/"] = wish.path.split(" ");
  const response = await fetch(`${town.url}/api/v1${path}`, {
    method,
    headers: {
      "content-type": "application/json",
      // Not where those come from who guess passwords.
      "x-forwarded-for": "192.0.2.7",
      ...(wish.by && { authorization: `Bearer ${wish.by.token}` }),
    },
    ...(wish.body !== undefined && { body: JSON.stringify(wish.body) }),
  });
  const text = await response.text();
  assert(response.ok, `"${wish.path}" is answered, found ${response.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

async function register(
  town: Town,
  { role, phone }: { readonly role: "shipper" | "driver"; readonly phone: string },
): Promise<Person> {
  const body = { role, phone, password: PASSWORD, name: "Somebody of the town" };
  const said = await call(town, { path: "POST /auth/register", body });
  return { role, phone, userId: said.user.id, token: said.access_token };
}

/** As the command line makes one: admins come from nowhere else. */
export async function makeAdmin(
  town: Pick<Town, "url" | "databaseUrl">,
  phone = "+254711000005",
): Promise<Person> {
  const world = realWorld();
  await using closing = new AsyncDisposableStack();
  const identity = openIdentity({ connectionString: town.databaseUrl });
  closing.defer(identity.close);
  const id: Id<"usr"> = world.mint("usr");
  const passwordHash = await openPasswords(strongLuck()).hash(PASSWORD);
  const user = { id, phone, passwordHash, role: "admin", agent: null } as const;
  await identity.registerUser({ ...user, name: "Ada", locale: "en", now: world.now() });
  return { role: "admin", phone, userId: id, token: await comeIn(town, phone) };
}

/** Tokens of so many more of them. */
export async function makeAdmins(town: Town, count: number): Promise<readonly string[]> {
  const tokens: string[] = [];
  for (let i = 0; i < count; i++) {
    await town.liftLimits();
    const { token } = await makeAdmin(town, `+2547120${String(i).padStart(5, "0")}`);
    tokens.push(token);
  }
  return tokens;
}

/** Lets everybody in again whose session was ended meanwhile. */
export async function comeInAgain(town: Town, people: People): Promise<void> {
  const { amina, otieno, juma, wanjiku, ada } = people;
  // Of what was guessed at meanwhile, and switched on.
  await town.look.ask("DELETE FROM login_attempts");
  await town.look.ask("DELETE FROM second_factors");
  for (const person of [amina, otieno, juma, wanjiku, ada]) {
    const headers = {
      authorization: `Bearer ${person.token}`,
      "x-forwarded-for": "192.0.2.7",
    };
    const { status } = await fetch(`${town.url}/api/v1/auth/me`, { headers });
    if (status === 401) person.token = await comeIn(town, person.phone);
  }
}

async function comeIn(town: Pick<Town, "url">, phone: string): Promise<string> {
  const body = { phone, password: PASSWORD };
  const said = await call(town, { path: "POST /auth/login", body });
  return said.access_token;
}

async function goOnShift(town: Town, by: Person): Promise<void> {
  const body = {
    vehicle: { plate: "KCB 123A", type: "box", capacityKg: 10_000, yearBuilt: 2022 },
    licence: { number: "DL-1", expiresOn: "2099-12-31" },
    policy: { autoBid: false, minRatePerKm: { amount: 9_000, currency: "KES" } },
  };
  await call(town, { by, path: "PUT /drivers/me", body });
  const shift = { available: true, position: KERICHO };
  await call(town, { by, path: "PUT /drivers/me/availability", body: shift });
}

async function bidOn(
  town: Town,
  { driver, shipments }: { readonly driver: Person; readonly shipments: readonly string[] },
): Promise<readonly string[]> {
  const bids: string[] = [];
  for (const shipmentId of shipments) {
    const body = {
      shipmentId,
      amount: { amount: 1_200_000, currency: "KES" },
      estimatedMinutes: 150,
    };
    const bid = await until("a driver may bid", () =>
      call(town, { by: driver, path: "POST /bids", body }),
    );
    bids.push(bid.id);
  }
  return bids;
}

async function agentsOf(town: Town, people: readonly Person[]): Promise<readonly string[]> {
  const rows = await town.look.ask<{ agent: string }>(
    "SELECT agent FROM users WHERE id = ANY ($1)",
    [people.map(({ userId }) => userId)],
  );
  return rows.map(({ agent }) => agent);
}
