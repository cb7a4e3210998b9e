import { openTestDatabase } from "@msafara/dev";
import { isProblemCode, PROBLEMS, problemsOf, ROUTES, type Route } from "@msafara/contracts";
import { assert, Fault, type Id, isRefusal, realWorld } from "@msafara/kernel";
import { openIdentity, openPasswords, strongLuck, type UserRole } from "@msafara/store";
import { z } from "zod";
import type { Call, Handler, Visitor } from "../door/handler.ts";
import type { Ended } from "../keys/keep-revocations.ts";
import { identifier } from "../door/identify.ts";
import { type KeyRing, refreshKeyRing } from "../identity/key-ring.ts";
import { openChores } from "../identity/open-chores.ts";
import type { Reception } from "../identity/reception.ts";
import { type Message, printSms } from "../identity/sms.ts";
import { accountHandlers } from "../accounts/account-handlers.ts";

export const MORNING = Date.UTC(2026, 10, 20, 6);
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
export const PASSWORD = "safari njema";

const MASTER = Buffer.alloc(32, 7);
/** Next to nothing: these days are about who comes in, not about how long a hash takes. */
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };

type Desk = ReturnType<typeof accountHandlers>;

/** What somebody sends, as it comes over the wire. */
export interface Sent {
  readonly token?: string;
  readonly body?: unknown;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly address?: string;
  /** Looks before what was left for later is done. */
  readonly isHasty?: boolean;
}

/** What was asked of an agent. */
export interface AgentOrder {
  readonly to: string;
  readonly command: unknown;
  readonly key: string;
}

/** What somebody is told: the wire's own text, or why not. */
export interface Told {
  readonly status?: number;
  readonly body?: any;
  readonly rehearsed?: any;
  readonly keyReused?: true;
  readonly repeated?: true;
  readonly away?: string;
  readonly refused?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** A front desk over a migrated database of its own. */
export type FrontDesk = Awaited<ReturnType<typeof openFrontDesk>>;

/** Opens the desk; its clock is handed round by the specs. */
export async function openFrontDesk() {
  const database = await openTestDatabase();
  const identity = openIdentity({ connectionString: database.url, connectionsMax: 8 });
  const luck = strongLuck();
  const clock = { now: MORNING };
  const sent: Message[] = [];
  const carrier = { isDown: false };
  const ended: Ended[] = [];
  const orders: AgentOrder[] = [];
  const troubles: unknown[] = [];
  const chores = openChores((error) => troubles.push(error));
  const world = { ...realWorld(), now: () => clock.now };
  const ring: KeyRing = await refreshKeyRing(identity, { masterKey: MASTER, luck, now: MORNING });
  const reception: Reception = {
    identity,
    passwords: openPasswords(luck, CHEAP),
    ring: () => ring,
    sms: {
      ...printSms(() => undefined),
      send: async (message) => {
        if (carrier.isDown) throw new Fault("No carrier", { retry: true });
        sent.push(message);
      },
    },
    luck,
    masterKey: MASTER,
    revocations: { tell: (families) => void ended.push(...families) },
    chores,
    agents: {
      ask: async (to, command, { key = "none" }) => {
        orders.push({ to, command, key });
        return carrier.isDown
          ? { status: "unavailable", code: "no-owner", retryAfterMs: 1_000 }
          : { status: "done", reply: {}, version: 1 };
      },
    },
    world,
  };
  const desk = accountHandlers(reception);
  const identify = identifier({
    world,
    ring: () => ring,
    readAnew: async () => false,
    // As at a gateway that nobody has told yet.
    revocations: { isEnded: () => false },
    findKey: async () => undefined,
  });
  let people = 0;

  async function visitorOf(token: string | undefined): Promise<Visitor | undefined> {
    if (token === undefined) return undefined;
    const shown = { authorization: `Bearer ${token}`, apiKey: undefined };
    const visitor = await identify({ scopes: [] }, shown);
    assert(visitor !== undefined && !isRefusal(visitor), "her token is believed");
    return visitor;
  }

  /** Asks as the door does: read by the route's schemas, answered through them. */
  async function ask(name: keyof Desk, wish: Sent = {}): Promise<Told> {
    const route: Route = ROUTES[name];
    people += 1;
    const { address = `10.1.${people >> 8}.${people & 255}`, key, dryRun = false } = wish;
    const call: Call = {
      params: z.strictObject({ ...route.params }).parse(wish.params ?? {}),
      query: z.strictObject({ ...route.query }).parse(wish.query ?? {}),
      body: route.body?.parse(wish.body) as undefined,
      visitor: (await visitorOf(wish.token)) as Visitor,
      origin: { address, device: "a phone", requestId: `req_${people}` },
      language: "en",
      ...(key !== undefined && { key }),
      dryRun,
    };
    const answer = await (desk[name] as unknown as Handler)(call);
    if (wish.isHasty !== true) await chores.drained();
    return tell(route, answer);
  }

  /** Somebody with an account, who has just come in. */
  async function enter(spoil: { readonly role?: string; readonly name?: string } = {}) {
    people += 1;
    const phone = `+2547${String(people).padStart(8, "0")}`;
    const { role = "driver", name = "Achieng Otieno" } = spoil;
    const body = { role, phone, password: PASSWORD, name };
    const told = await ask("register", { body });
    assert(told.status === 201, `she is let in, found ${JSON.stringify(told)}`);
    const { user, access_token: token, refresh_token: refreshToken } = told.body;
    return { id: user.id as Id<"usr">, phone, token: token as string, refreshToken };
  }

  /** The same, and the phone is proved. */
  async function enterProved(spoil: { readonly name?: string } = {}) {
    const person = await enter(spoil);
    const code = lastSent(person.phone, /\d{6}/);
    const { status } = await ask("verifyPhone", { token: person.token, body: { code } });
    assert(status === 204, "her code is right");
    return person;
  }

  /** An operator, as the command line makes one. */
  async function enterOperator(role: UserRole = "admin") {
    people += 1;
    const phone = `+2547${String(people).padStart(8, "0")}`;
    const passwordHash = await reception.passwords.hash(PASSWORD);
    const user = { id: world.mint("usr"), role, agent: null, phone, name: "Ann", passwordHash };
    await identity.registerUser({ ...user, locale: "en", now: clock.now });
    const told = await ask("login", { body: { phone, password: PASSWORD } });
    return { id: user.id, phone, token: told.body.access_token as string };
  }

  function lastSent(phone: string, what: RegExp): string {
    const text = sent.findLast(({ to }) => to === phone)?.text ?? "";
    return what.exec(text)?.[0] ?? "nothing was sent";
  }

  return {
    identity,
    reception,
    clock,
    sent,
    ended,
    orders,
    troubles,
    chores,
    carrier,
    ask,
    enter,
    enterProved,
    enterOperator,
    lastSent,
    url: database.url,
    close: async () => {
      await identity.close();
      await database.close();
    },
  };
}

/** Holds every answer against the contract: its schema, its codes, the facts of its sentences. */
function tell(route: Route, answer: Awaited<ReturnType<Handler>>): Told {
  if (isRefusal(answer)) {
    const { refused, facts } = answer;
    assert(
      problemsOf(route).some((code) => code === refused),
      `${route.id} names ${refused}`,
    );
    assert(isProblemCode(refused), `${refused} has sentences`);
    const row: { readonly facts?: object } = PROBLEMS[refused];
    const missing = Object.keys(row.facts ?? {}).filter((name) => !Object.hasOwn(facts, name));
    assert(missing.length === 0, `${refused} lacks ${missing.join()}`);
    return answer;
  }
  if ("status" in answer) {
    const { status, repeated } = answer;
    return { status, body: encode(route, answer), ...(repeated === true && { repeated }) };
  }
  if ("rehearsed" in answer) {
    const [status = 0] = Object.keys(route.responses).map(Number);
    return { rehearsed: encode(route, { status, body: answer.rehearsed }) };
  }
  if ("keyReused" in answer) return answer;
  assert("away" in answer, "what is about people is never kept");
  return { away: answer.away };
}

function encode(route: Route, { status, body }: { status: number; body: unknown }): unknown {
  const schema = route.responses[status];
  assert(schema !== undefined, `${route.id} answers ${status}`);
  return schema === null ? body : z.encode(schema, body);
}
