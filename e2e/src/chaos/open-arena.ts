import { openRedisBus } from "@msafara/bus";
import { realWorld } from "@msafara/kernel";
import { type Caller, openCaller } from "@msafara/runtime";
import { seededDice } from "@msafara/runtime/memory";
import { GRUMPY, luckOf, openBank } from "@msafara/sim";
import { openJournal } from "@msafara/store";
import type { NodeWord } from "../cluster/node-orders.ts";
import { openBankDesk } from "../cluster/open-bank-desk.ts";
import { openLook } from "../cluster/open-look.ts";
import { openServers, type Servers } from "../cluster/open-servers.ts";
import { isCrash, supervise, type Supervised } from "../cluster/supervise.ts";
import type { Arena } from "./arena.ts";
import type { ChaosOptions } from "./options.ts";

/** Ends what was opened, the last first. */
export type Closers = (() => Promise<unknown>)[];

/** What an arena is opened with. */
export interface ArenaParts {
  readonly options: ChaosOptions;
  readonly log: (line: string) => void;
  readonly dusk: AbortSignal;
  readonly closers: Closers;
}

const PREFIX = "chaos";
/** Shorter than the bank can dawdle, so that two workers meet over one effect. */
const CLAIM_MS = 2_500;
const BANK = { ...GRUMPY, hushMs: 1_000, dawdleMs: 4_000 };

/** Starts servers, the bank, nodes as processes, and two gateways. */
export async function openArena({ options, log, dusk, closers }: ArenaParts): Promise<Arena> {
  const world = realWorld();
  const dice = (purpose: string) => seededDice(`${options.seed} ${purpose}`);
  const servers = await openServers();
  closers.push(servers.close);
  const bankDice = dice("bank");
  const bank = openBank({ dice: () => bankDice(), sleep: world.sleep }, BANK);
  const desk = await openBankDesk(bank);
  closers.push(desk.close);
  const look = openLook(servers.postgresUrl);
  closers.push(look.close);
  const [wrongs, troubles] = [[] as string[], new Map<string, number>()];
  const note = { options, log, wrongs, troubles };
  const nodes = superviseNodes(note, servers, desk.url);
  closers.push(() => Promise.all(nodes.map((node) => node.destroy())));
  const callers = [await openGate(servers, closers), await openGate(servers, closers)] as const;
  return {
    options,
    world,
    luckOf: (purpose) => luckOf(dice(purpose)),
    servers,
    look,
    nodes,
    callers: [...callers],
    bank,
    asked: [],
    windows: [],
    takeovers: [],
    buried: new Set(),
    hurt: new WeakSet(),
    troubles,
    wrongs,
    log,
    dusk,
  };
}

type Note = Pick<Arena, "options" | "log" | "wrongs" | "troubles">;

function superviseNodes(note: Note, servers: Servers, bankUrl: string): readonly Supervised[] {
  const { options, log, wrongs } = note;
  return Array.from({ length: options.nodes }, (_, i) => {
    const name = `node-${i + 1}`;
    return supervise({
      orders: {
        name,
        postgresUrl: servers.postgresUrl,
        redisUrl: servers.redisUrl,
        prefix: PREFIX,
        bankUrl,
        claimMs: CLAIM_MS,
        release: 2,
      },
      hear: (word) => hear(note, name, word),
      ended: (ending, life) => {
        log(`${name} ${life.incarnation() ?? ""} ended: ${ending.signal ?? ending.code}`);
        if (isCrash(ending)) wrongs.push(`crash: ${name} ended by itself: ${ending.stderr}`);
      },
    });
  });
}

function hear({ options, log, wrongs, troubles }: Note, name: string, word: NodeWord): void {
  if (word.told === "started") log(`${name} ${word.incarnation} has started`);
  if (word.told === "quarantined") wrongs.push(`quarantine: ${word.address}: ${word.error}`);
  if (word.told !== "trouble") return;
  troubles.set(word.what, (troubles.get(word.what) ?? 0) + 1);
  if (options.isVerbose === true) log(`${name}: ${word.what}: ${word.error}`);
}

async function openGate(servers: Servers, closers: Closers): Promise<Caller> {
  const world = realWorld();
  const journal = openJournal({ connectionString: servers.postgresUrl, world });
  const bus = await openRedisBus({ url: servers.redisUrl, world, prefix: PREFIX });
  const caller = await openCaller({ world, journal, bus });
  closers.push(async () => {
    await caller.close();
    await bus.close();
    await journal.close();
  });
  return caller;
}
