import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type MemberRole, type Role, type Scope, scopeSchema } from "@msafara/contracts";
import { assert } from "@msafara/kernel";
import { askWire, type Told } from "./ask-wire.ts";
import type { WireStage } from "./open-wire-stage.ts";

const ROOT = join(import.meta.dirname, "../../..");
export const PASSWORD = "a long way to Kisumu";
const CODE = /\b\d{6}\b/;
const INVITED = /msf_inv_[\w-]+/;

/** Somebody with an account, or a machine with a key, and how he stands in an organization. */
export interface Person {
  readonly name: string;
  readonly role: Role;
  readonly phone: string;
  readonly userId: string;
  readonly agentId?: string;
  readonly orgId?: string;
  readonly orgRole?: MemberRole;
  readonly scopes?: readonly Scope[];
  /** What he shows at the door. */
  readonly shows: Readonly<Record<string, string>>;
  readonly refreshToken: string;
}

/** Two shippers and two drivers who know nothing of each other, a fleet, the operators, and a key for each scope. */
export interface Cast {
  readonly amina: Person;
  readonly bakari: Person;
  readonly juma: Person;
  readonly wanjiku: Person;
  readonly yard: Person;
  readonly owner: Person;
  readonly dispatcher: Person;
  readonly fleetManager: Person;
  readonly hauler: Person;
  readonly gatekeeper: Person;
  readonly support: Person;
  readonly admin: Person;
  readonly keys: readonly Person[];
}

/** Everybody comes in by the front door: by phone, by code, by invitation; admins by the operator's verb. */
export async function openCast(stage: WireStage): Promise<Cast> {
  const open = (name: string, role: Role, tail: string) =>
    openPerson(stage, { name, role, phone: `+2547120000${tail}` });
  // One after the other: at the same instant, from one address, they would be taken for a machine.
  const amina = await open("Amina", "shipper", "11");
  const bakari = await open("Bakari", "shipper", "12");
  const juma = await open("Juma", "driver", "13");
  const wanjiku = await open("Wanjiku", "driver", "14");
  const yard = await open("Yusuf", "facility", "15");
  const founder = await open("Otieno", "shipper", "21");
  const others = [
    await open("Dalmas", "facility", "22"),
    await open("Fatuma", "facility", "23"),
    await open("Hamisi", "driver", "24"),
    await open("Grace", "facility", "25"),
  ];
  const fleet = await openFleet(stage, founder, others);
  const admin = await openOperator(stage, { name: "Ada", role: "admin", phone: "+254712000001" });
  const wish = { name: "Sifa", role: "support", phone: "+254712000002" } as const;
  const support = await openOperator(stage, wish);
  const keys = await Promise.all(scopeSchema.options.map((scope) => openKey(stage, admin, scope)));
  return { amina, bakari, juma, wanjiku, yard, ...fleet, admin, support, keys };
}

interface Wish {
  readonly name: string;
  readonly role: Role;
  readonly phone: string;
}

/** Registers somebody, and proves his phone by the message that came. */
export async function openPerson(stage: WireStage, { name, role, phone }: Wish): Promise<Person> {
  const registered = await post(stage, "/auth/register", {
    body: { role, phone, password: PASSWORD, name },
  });
  assert(registered.status === 201, `somebody new is let in, not told ${registered.text}`);
  const { access_token, refresh_token, user } = registered.body;
  const shows = { authorization: `Bearer ${access_token}` };
  const [code] = CODE.exec(stage.messageTo(phone)) ?? [];
  const proved = await post(stage, "/auth/verify-phone", { as: shows, body: { code } });
  assert(proved.status === 204, `the code that was sent proves the phone, not ${proved.text}`);
  const me = await askWire(stage, { method: "GET", path: "/api/v1/auth/me", as: shows });
  const { agent } = me.body;
  const person = { name, role, phone, userId: user.id, shows, refreshToken: refresh_token };
  return { ...person, ...(agent !== null && { agentId: agent }) };
}

/** Comes in by phone and password. */
export async function signIn(stage: WireStage, phone: string): Promise<Told> {
  return await post(stage, "/auth/login", { body: { phone, password: PASSWORD } });
}

/** Makes an operator by the verb of the command line, and lets him sign in. */
export async function openOperator(stage: WireStage, wish: Wish): Promise<Person> {
  const { name, role, phone } = wish;
  const words = ["admin", "create", "--phone", phone, "--name", name, "--role", role];
  const program = spawn(
    process.execPath,
    ["apps/cli/src/main.ts", ...words, "--password-stdin", "--json"],
    { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"], env: { DATABASE_URL: stage.databaseUrl } },
  );
  let said = "";
  for (const stream of [program.stdout, program.stderr])
    stream.on("data", (text) => (said += text));
  program.stdin.end(`${PASSWORD}\n`);
  const [code] = await once(program, "close");
  assert(code === 0, `the operator makes an account, and is not told ${said}`);
  const told = await signIn(stage, phone);
  const { access_token, refresh_token: refreshToken } = told.body;
  const shows = { authorization: `Bearer ${access_token}` };
  return { name, role, phone, userId: JSON.parse(said).id, shows, refreshToken };
}

/** An organization with somebody in each office. */
async function openFleet(stage: WireStage, founder: Person, others: readonly Person[]) {
  const founded = await post(stage, "/organizations", {
    as: founder.shows,
    body: { name: "Kericho Tea Haulers" },
  });
  const orgId: string = founded.body.id;
  const offices = ["dispatcher", "fleet-manager", "driver", "facility-manager"] as const;
  const members = await Promise.all(
    others.map((person, i) =>
      enter(stage, founder, { person, orgId, orgRole: offices[i] ?? "driver" }),
    ),
  );
  const [dispatcher, fleetManager, hauler, gatekeeper] = members;
  assert(dispatcher && fleetManager && hauler && gatekeeper, "there is somebody for each office");
  const owner = { ...(await renew(stage, founder)), orgId, orgRole: "owner" as const };
  return { owner, dispatcher, fleetManager, hauler, gatekeeper };
}

interface Place {
  readonly person: Person;
  readonly orgId: string;
  readonly orgRole: MemberRole;
}

async function enter(stage: WireStage, founder: Person, { person, orgId, orgRole }: Place) {
  const { phone, shows } = person;
  const offered = await askWire(stage, {
    method: "POST",
    path: "/api/v1/organizations/{id}/invitations",
    params: { id: orgId },
    as: founder.shows,
    body: { phone, role: orgRole },
  });
  assert(offered.status === 201, `a place is offered, not refused: ${offered.text}`);
  const [token] = INVITED.exec(stage.messageTo(phone)) ?? [];
  await post(stage, "/invitations/accept", { as: shows, body: { token } });
  return { ...(await renew(stage, person)), orgId, orgRole };
}

/** Comes in anew: a session speaks for the organization that one belonged to when it began. */
async function renew(stage: WireStage, person: Person): Promise<Person> {
  const { access_token, refresh_token: refreshToken } = (await signIn(stage, person.phone)).body;
  return { ...person, refreshToken, shows: { authorization: `Bearer ${access_token}` } };
}

/** A key of the admin's for one thing. */
async function openKey(stage: WireStage, admin: Person, scope: Scope): Promise<Person> {
  const body = { name: `Key for ${scope}`, scopes: [scope] };
  const { body: made } = await post(stage, "/api-keys", { as: admin.shows, body });
  const { role, userId } = admin;
  const shows = { "x-api-key": made.secret };
  return {
    name: `key for ${scope}`,
    role,
    phone: "",
    userId,
    scopes: [scope],
    shows,
    refreshToken: "",
  };
}

async function post(
  stage: WireStage,
  path: string,
  asked: { readonly as?: Readonly<Record<string, string>>; readonly body: unknown },
): Promise<Told> {
  return await askWire(stage, { method: "POST", path: `/api/v1${path}`, ...asked });
}
