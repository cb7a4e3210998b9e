import {
  paramsSchemaOf,
  problemCodeOf,
  PROBLEMS,
  problemsOf,
  querySchemaOf,
  type Route,
  ROUTES,
} from "@msafara/contracts";
import type { Actor, DriverRow, FindDrivers } from "@msafara/domain";
import { assert, type Id, type Instant, type Refusal } from "@msafara/kernel";
import { openCaller, startEffectWorker, startNode, type Vendor } from "@msafara/runtime";
import {
  type MemoryDatabase,
  openMemoryBus,
  openMemoryDatabase,
  openMemoryExchange,
  openMemoryJournal,
  openSeededTime,
  type SeededTime,
} from "@msafara/runtime/memory";
import type { AuditEntry } from "@msafara/store";
import { z } from "zod";
import type { Visitor } from "../../door/handler.ts";
import { marketHandlers } from "../market-handlers.ts";
import type { MarketDesk } from "../market-desk.ts";
import { memoryMarket } from "./memory-market.ts";
import { TOY_ROLES } from "./toy-roles.ts";

/* oxlint-disable typescript/no-unsafe-type-assertion -- What comes is read by schemas, and what goes is written by them. */
type Handlers = ReturnType<typeof marketHandlers>;

/** What stands in a request, as a client writes it. */
export interface Said {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly dryRun?: boolean;
}

/** A desk of the market over the real engine in memory. */
export interface TestDesk {
  readonly time: SeededTime;
  readonly audit: readonly AuditEntry[];
  /** How many events the agents have had. */
  readonly events: () => number;
  /** Who has not proved his phone. */
  readonly unproven: Set<Id<"usr">>;
  /** Asks as the door does: what comes is read by its schema, and what goes is written by its own. */
  readonly ask: (by: Actor, name: keyof Handlers, said?: Said) => Promise<any>;
  readonly until: (isThere: () => Promise<boolean>) => Promise<void>;
}

const SETTINGS = { leaseMs: 2_000, sweepMs: 2_000 };

/** Opens a market with one node, one worker and one desk. */
export async function openTestDesk(seed: number): Promise<TestDesk> {
  const time = openSeededTime(seed);
  const database = openMemoryDatabase({ world: time.worldOf("database") });
  const exchange = openMemoryExchange({ world: time.worldOf("exchange") });
  const audit: AuditEntry[] = [];
  const unproven = new Set<Id<"usr">>();
  const at = (name: string) => {
    const world = time.worldOf(name);
    return { world, journal: openMemoryJournal(database, { world }), bus: busOf(world) };
  };
  const busOf = (world: ReturnType<SeededTime["worldOf"]>) => openMemoryBus({ world, exchange });
  const soon = <Value>(promise: Promise<Value>) => untilThere(time, promise);

  const gate = at("gate");
  const caller = await soon(openCaller(gate));
  await soon(startNode({ ...at("node"), roles: TOY_ROLES, node: "node-a", limits: SETTINGS }));
  const vendors = vendorsOver(database);
  await soon(startEffectWorker({ ...at("worker"), vendors, name: "worker-a" }));

  const people = peopleOf(audit, unproven);
  const market = memoryMarket(database, () => time.now());
  const handlers = marketHandlers({ caller, market, people, world: gate.world });
  return {
    time,
    audit,
    unproven,
    events: () => [...database.tables.events.values()].flat().length,
    ask: async (by, name, said) => await soon(askAt(handlers, { by, name, said: said ?? {} })),
    until: async (isThere) => {
      for (let tries = 0; tries < 200; tries++) {
        if (await isThere()) return;
        await time.run(time.now() + 1_000);
      }
      assert(false, "it happens within some minutes");
    },
  };
}

/** Everybody is called Baraka, and has proved his phone unless he is among those who have not. */
function peopleOf(audit: AuditEntry[], unproven: ReadonlySet<string>): MarketDesk["people"] {
  return {
    findUser: async (id) => ({
      id,
      role: "shipper",
      agent: null,
      phone: "+254712345678",
      name: "Baraka Mwangi",
      locale: "sw",
      phoneVerifiedAt: unproven.has(id) ? null : 1,
      suspendedAt: null,
      createdAt: 1,
      hasSecondFactor: false,
    }),
    appendAudit: async (lines) => {
      audit.push(...lines);
    },
  };
}

/** A roster of everybody on shift, and a bank that does as it is asked. */
function vendorsOver({ tables }: MemoryDatabase) {
  const drivers = () => [...(tables.views.get("drivers")?.values() ?? [])].map(({ row }) => row);
  const bank = vendor(async () => ({ ref: "ref-1", captured: false }));
  const roster = vendor(async (body) => found(body as never, drivers() as never));
  return { "find-drivers": roster, hold: bank, release: bank, void: bank, refund: bank };
}

interface Asking {
  readonly by: Actor;
  readonly name: keyof Handlers;
  readonly said: Said;
}

/** What a route shows of an answer; refusals must be among those that it declares, with their facts. */
async function askAt(handlers: Handlers, { by, name, said }: Asking): Promise<unknown> {
  const route: Route = ROUTES[name];
  const visitor: Visitor = { actor: by, principal: by.userId };
  const outcome: any = await (handlers[name] as (call: unknown) => Promise<unknown>)({
    params: paramsSchemaOf(route).parse(said.params ?? {}),
    query: querySchemaOf(route).parse(said.query ?? {}),
    body: route.body?.parse(said.body),
    visitor,
    origin: { address: "10.0.0.7", requestId: "req_1" },
    language: "en",
    dryRun: said.dryRun ?? false,
    ...(said.key === undefined ? {} : { key: said.key }),
  });
  if ("refused" in outcome) {
    const { refused, facts }: Refusal = outcome;
    const code = problemCodeOf(refused);
    assert(problemsOf(route).includes(code), `${name} declares ${code}`);
    const wanted = Object.keys(PROBLEMS[code].facts ?? {});
    assert(
      wanted.every((fact) => fact in facts),
      `${code} comes with its facts`,
    );
    return { code };
  }
  if ("rehearsed" in outcome) return { rehearsed: written(route, outcome.rehearsed) };
  if (!("status" in outcome)) return outcome;
  assert(outcome.status in route.responses, "a route answers with a status that it declares");
  return written(route, outcome.body);
}

function written(route: Route, body: unknown): unknown {
  const [schema] = Object.values(route.responses);
  assert(schema, "every route of the market answers with something");
  return z.encode(schema, body);
}

function vendor(act: (body: unknown) => Promise<Awaited<ReturnType<Vendor["perform"]>>>): Vendor {
  return {
    perform: async ({ body }) => await act(body),
    inquire: async () => "never-happened",
  };
}

/** Everybody on shift is asked. */
function found({ wave, already }: FindDrivers, drivers: readonly DriverRow[]) {
  const fresh = drivers.filter(
    ({ driverId, available }) => available && !already.includes(driverId),
  );
  const asked = fresh.map(({ driverId, vehicleType: type, capacityKg, yearBuilt }) => ({
    driverId,
    distanceM: 1_000,
    vehicle: { type, capacityKg, yearBuilt },
    rating: 0,
    similar: 0,
  }));
  return { wave, asked, passedOver: [] };
}

async function untilThere<Value>(time: SeededTime, promise: Promise<Value>): Promise<Value> {
  const there = { is: false };
  const settled = promise.finally(() => {
    there.is = true;
  });
  settled.catch(() => {});
  const until: Instant = time.now() + 120_000;
  await time.run(() => there.is, until);
  return await settled;
}
