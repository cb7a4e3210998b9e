import { openTestDatabase } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import {
  EMPTY_BATCH,
  type Address,
  type AgentWrite,
  type Batch,
  encode,
  type EventRow,
  type NewMail,
  type QuarantineRow,
  type TimerRow,
} from "@msafara/runtime";
import { openJournal, type OpenJournal } from "@msafara/store";
import type { Outcome } from "../command/command.ts";
import { type OpenDesk, openDesk } from "../open-desk.ts";
import { runCommandLine } from "../run-command-line.ts";

const INCARNATION = "nod_office";
const HOUR_MS = 3_600_000;

/** An operator's desk at a database of its own, beside a node that lives there. */
export interface Office {
  readonly url: string;
  readonly journal: OpenJournal;
  /** Commits as the node. */
  readonly commit: (batch: Partial<Batch>) => Promise<void>;
  /** Runs a command; the words are split at spaces. */
  readonly ask: (line: string) => Promise<Outcome>;
  /** Runs a command where somebody sits who gives this answer to every question. */
  readonly askAs: (answer: boolean, line: string) => Promise<readonly [Outcome, string[]]>;
  readonly close: () => Promise<void>;
}

/** Opens the office. */
export async function openOffice(): Promise<Office> {
  const world = realWorld();
  const database = await openTestDatabase();
  const journal = openJournal({ connectionString: database.url, world, questionsMax: 2 });
  await journal.join({ incarnation: INCARNATION, node: "office", release: 1, leaseMs: HOUR_MS });
  const desks: OpenDesk[] = [];
  const openOne = (confirm?: (question: string) => Promise<boolean>) => {
    const desk = deskAt(database.url, confirm);
    desks.push(desk);
    return desk;
  };
  const desk = openOne();
  return {
    url: database.url,
    journal,
    commit: async (batch) => {
      const whole = { ...EMPTY_BATCH, ...batch };
      const { outcome } = await journal.commit({ incarnation: INCARNATION, lane: 0, batch: whole });
      if (outcome !== "committed") throw new TypeError(`The commit was ${outcome}`);
    },
    ask: (line) => runCommandLine(line.split(" "), desk),
    askAs: async (answer, line) => {
      const questions: string[] = [];
      const attended = openOne(async (question) => {
        questions.push(question);
        return answer;
      });
      return [await runCommandLine(line.split(" "), attended), questions];
    },
    close: async () => {
      await Promise.all([...desks, journal].map(({ close }) => close()));
      await database.close();
    },
  };
}

/** A desk whose database is at this address, and who sits there. */
export function deskAt(
  databaseUrl: string | undefined,
  confirm?: (question: string) => Promise<boolean>,
  {
    askSecret,
    readInput = async () => "",
    password,
  }: Partial<Pick<OpenDesk, "askSecret" | "readInput" | "password">> = {},
): OpenDesk {
  const config = {
    look: { width: 80, colours: false, zone: "UTC" },
    user: "ann",
    stateFolder: "/nowhere/at/all",
    marketUrl: "http://127.0.0.1:9",
    secrets: { databaseUrl, password },
  };
  return openDesk({
    world: realWorld(),
    config,
    confirm,
    askSecret,
    readInput,
    say: () => undefined,
  });
}

/** A new agent. */
export function agentOf(address: Address, spoil: Partial<AgentWrite> = {}): AgentWrite {
  return {
    address,
    expected: 0,
    version: 1,
    schema: 3,
    phase: "idle",
    turnedAt: realWorld().now() - HOUR_MS,
    state: encode({ name: "Ann", stops: [1, 2] }),
    heads: encode({}),
    ...spoil,
  };
}

/** A message on its way. */
export function mailTo(receiver: Address, spoil: Partial<NewMail> = {}): NewMail {
  const body = encode({ type: "load.offered", cents: 5 });
  const sender = "shipment/shp_1";
  return {
    receiver,
    sender,
    kind: "load.offered",
    body,
    release: 1,
    depth: 2,
    trace: "t",
    ...spoil,
  };
}

/** An event of an agent. */
export function eventOf(address: Address, version: number): EventRow {
  const body = encode({ type: "driver.moved", stop: version });
  const at = realWorld().now();
  return { address, version, n: 0, kind: "driver.moved", schema: 3, body, at };
}

/** A timer that is due in an hour. */
export function timerOf(address: Address): TimerRow {
  const due = realWorld().now() + HOUR_MS;
  return { address, name: "expiry", due, generation: 1, body: encode({ type: "expire" }) };
}

/** A message that was set aside. */
export function setAside(id: string, spoil: Partial<QuarantineRow> = {}): QuarantineRow {
  return {
    id,
    address: "driver/drv_1",
    seq: 17,
    sender: "shipment/shp_1",
    kind: "load.offered",
    body: encode({ type: "load.offered", cents: 5 }),
    trace: "t-9",
    error: "TypeError: x is not a function",
    stack: "TypeError: x is not a function\n    at decide (driver.ts:3:1)",
    attempt: 2,
    at: realWorld().now() - HOUR_MS,
    ...spoil,
  };
}
