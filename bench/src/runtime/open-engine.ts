import { hostAgents } from "@msafara/agents";
import { Fault } from "@msafara/kernel";
import { type Address, addressOf, type Caller, laneOf, LIMITS, openCaller } from "@msafara/runtime";
import { openMemoryBus } from "@msafara/runtime/memory";
import { openJournal } from "@msafara/store";
import { pino } from "pino";
import { Registry } from "prom-client";
import { countCommits, type CountedJournal } from "./count-commits.ts";
import { courierRole, type Flow } from "./courier-role.ts";
import { type Ground, withClients } from "./open-ground.ts";
import { AGENTS } from "./parcel.ts";

const SENDS_PER_TURN = 500;
const LOOK_MS = 100;
const READY_MS_MAX = 30_000;

/** The full engine on a database of its own, with a bus in this process. */
export interface Engine extends Omit<CountedJournal, "journal"> {
  readonly flow: Flow;
  readonly caller: Caller;
  readonly url: string;
  /** What the engine complained about; of an honest run there is none. */
  readonly troubles: readonly string[];
  /** Puts parcels into circulation. */
  readonly pour: (parcels: number) => Promise<void>;
  /** Lets all parcels come to rest. */
  readonly drain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Who gets the next parcel: anybody, or always somebody of another lane. */
export type Receivers = "any" | "another-lane";

export const COURIERS: readonly Address[] = Array.from({ length: AGENTS }, (_, i) =>
  addressOf("courier", `c${i}`),
);

/** Starts the product's own host of agents, with its metrics, on the courier role. */
export async function openEngine(
  ground: Ground,
  { name, receivers, extras = false }: { name: string; receivers: Receivers; extras?: boolean },
): Promise<Engine> {
  const { world } = ground;
  const url = await ground.openDatabase(name, { migrated: true });
  await makeCourierView(url);
  const flow: Flow = {
    isOpen: true,
    nextOf: nextOf(receivers),
    extras,
    decidedSentAtUs: [],
  };
  const opened = openJournal({ connectionString: url, world });
  const { journal, written, waits } = countCommits(opened, flow);
  const bus = openMemoryBus({ world });
  const troubles: string[] = [];
  const log = pino({ level: "warn" }, { write: (line) => void troubles.push(line) });
  const parts = { world, log, journal, bus, registry: new Registry(), name, vendors: {} };
  const host = await hostAgents({ ...parts, roles: [courierRole(flow)] });
  const caller = await openCaller({ world, journal, bus });
  await until(() => host.ready(), "the engine is ready");

  return {
    flow,
    caller,
    url,
    written,
    waits,
    troubles,
    pour: async (parcels) => {
      flow.isOpen = true;
      const to = Array.from({ length: parcels }, (_, i) => COURIERS[i % AGENTS]!);
      for (let i = 0; i < parcels; i += SENDS_PER_TURN)
        await scatter(caller, to.slice(i, i + SENDS_PER_TURN));
    },
    drain: async () => {
      flow.isOpen = false;
      let turns = -1;
      await until(() => turns === (turns = written.turns), "all parcels have come to rest");
    },
    close: async () => {
      await expectHonest({ url, turns: written.turns, troubles });
      await caller.close();
      await host.stop();
      await bus.close();
      await opened.close();
    },
  };
}

async function scatter(caller: Caller, to: readonly Address[]): Promise<void> {
  const wish = { principal: "usr_bench", timeoutMs: READY_MS_MAX };
  const answer = await caller.ask(COURIERS[0]!, { type: "scatter", to }, wish);
  if (answer.status !== "done") throw new Fault(`Scattering: ${answer.status}`, { retry: false });
}

/** What was counted is what the database holds, each turn with its event, and nothing went wrong. */
async function expectHonest({
  url,
  turns,
  troubles,
}: {
  readonly url: string;
  readonly turns: number;
  readonly troubles: readonly string[];
}): Promise<void> {
  const [first] = troubles;
  if (first !== undefined) throw new Fault(`The engine had trouble: ${first}`, { retry: false });
  const { rows } = await withClients({ url, count: 1 }, ([client]) =>
    client!.query<{ held: string; told: string }>(
      `SELECT (SELECT sum(version) FROM agents) AS held, (SELECT count(*) FROM events) AS told`,
    ),
  );
  const { held, told } = rows[0]!;
  if (Number(held) === turns && Number(told) === turns) return;
  const found = `the database holds ${held} turns and ${told} events`;
  throw new Fault(`Counted ${turns} turns, but ${found}`, { retry: false });
}

/** Nothing can be elided between lanes: the receiver's turn is in another batch. */
function nextOf(receivers: Receivers): (self: Address) => Address {
  const any = () => COURIERS[Math.floor(Math.random() * AGENTS)]!;
  if (receivers === "any") return any;
  const { lanes } = LIMITS;
  const byLane = Array.from({ length: lanes }, (_, lane) =>
    COURIERS.filter((address) => laneOf(address, lanes) === lane),
  );
  const laneBy = new Map(COURIERS.map((address) => [address, laneOf(address, lanes)]));
  return (self) => {
    const others = byLane[(laneBy.get(self)! + 1) % lanes]!;
    return others[Math.floor(Math.random() * others.length)]!;
  };
}

async function makeCourierView(url: string): Promise<void> {
  await withClients({ url, count: 1 }, async ([client]) => {
    await client!.query(`CREATE TABLE view.couriers (
      key text PRIMARY KEY, address text NOT NULL, version bigint NOT NULL,
      parcels integer NOT NULL, weight bigint NOT NULL, last text NOT NULL
    ) WITH (fillfactor = 70)`);
    await client!.query("SELECT register_view('couriers')");
  });
}

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const from = performance.now();
  while (!(await isSo())) {
    if (performance.now() - from > READY_MS_MAX) {
      throw new Fault(`Waited in vain until ${what}`, { retry: false });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
