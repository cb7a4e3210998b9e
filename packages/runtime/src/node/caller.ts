import { createHash } from "node:crypto";
import type { World } from "@msafara/kernel";
import type { Address } from "../address.ts";
import { type Body, decode, encode } from "../body.ts";
import type { Bus } from "../ports/bus.ts";
import type { Journal, Receipt } from "../ports/journal.ts";
import type { Answer, AnswerFrame, CallFrame } from "./frames.ts";
import { type Claims, openClaims } from "./claims.ts";
import { openOwners, type Owners } from "./owners.ts";

export interface CallerOptions {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
}

export interface AskOptions {
  /** Who asks: the scope of the idempotency key. */
  readonly principal: string;
  /** The same key gets the first answer for 24 h. Without one, a key is minted that nobody can repeat. */
  readonly key?: string;
  readonly timeoutMs?: number;
  /** Decides and shows what would be written; writes nothing. */
  readonly dryRun?: boolean;
  readonly trace?: string;
}

/** Asks agents on behalf of people. Every gateway has one. */
export interface Caller {
  readonly ask: (address: Address, command: Body, options: AskOptions) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

const TIMEOUT_MS = 5_000;

/** Opens the line to whichever node owns an agent. An answer means committed (G6). */
export async function openCaller(options: CallerOptions): Promise<Caller> {
  const owners = await openOwners(options);
  const claims = openClaims(options.journal);
  return {
    ask: async (address, command, wish) => {
      const asked = {
        world: options.world,
        bus: options.bus,
        journal: options.journal,
        owners,
        claims,
      };
      return await ask(asked, { address, command, wish });
    },
    close: owners.close,
  };
}

interface Line extends CallerOptions {
  readonly owners: Owners;
  readonly claims: Claims;
}

interface Question {
  readonly address: Address;
  readonly command: Body;
  readonly wish: AskOptions;
}

async function ask(line: Line, { address, command, wish }: Question): Promise<Answer> {
  const { world, claims } = line;
  const { principal, timeoutMs = TIMEOUT_MS, dryRun = false } = wish;
  const until = world.ticks() + timeoutMs;
  const trace = wish.trace ?? world.mint("trc");
  if (dryRun)
    return await send(line, { address, command, principal, dryRun, trace, waitMs: 0 }, until);

  const key = wish.key ?? world.mint("key");
  const bodyHash = createHash("sha256").update(encode(command)).digest("hex");
  let receipt: Receipt;
  try {
    receipt = await claims({ principal, key, bodyHash, address });
  } catch {
    return { status: "unavailable", code: "no-owner", retryAfterMs: 1_000 };
  }
  if (receipt.bodyHash !== bodyHash) return { status: "key-reused" };
  if (receipt.answer !== undefined) return decode<Answer>(receipt.answer);
  // The first try may have minted another address for what it creates: that one counts.
  const frame = { address: receipt.address, command, principal, key, trace, waitMs: 0 };
  return await send(line, frame, until);
}

/** Sends to the owner, and on to the next when the partition has moved meanwhile. */
async function send(line: Line, frame: CallFrame, until: number): Promise<Answer> {
  const { world, bus, owners } = line;
  for (;;) {
    const leftMs = until - world.ticks();
    if (leftMs <= 0) return { status: "unavailable", code: "no-owner", retryAfterMs: 1_000 };
    const owner = owners.of(frame.address);
    if (owner === undefined) {
      await owners.lookAgain();
      continue;
    }
    let answer: AnswerFrame;
    try {
      const bytes = encode({ ...frame, waitMs: Math.ceil(leftMs) });
      answer = decode<AnswerFrame>(await bus.switchboard.call(owner, bytes, leftMs));
    } catch {
      return await whatBecameOf(line, frame);
    }
    if (answer.status !== "not-mine") return answer;
    await owners.lookAgain();
  }
}

/** Nobody answered in time. If the turn was committed, its receipt knows; else nobody does yet. */
async function whatBecameOf({ journal, owners }: Line, frame: CallFrame): Promise<Answer> {
  const unknown = { status: "unavailable", code: "outcome-unknown", retryAfterMs: 1_000 } as const;
  owners.forget();
  if (frame.key === undefined) return unknown;
  try {
    const [receipt] = await journal.receipts([{ principal: frame.principal, key: frame.key }]);
    return receipt?.answer === undefined ? unknown : decode<Answer>(receipt.answer);
  } catch {
    return unknown;
  }
}
