import { hash } from "node:crypto";
import { assert, type World } from "@msafara/kernel";
import type { Address } from "../address.ts";
import { type Body, decode, encode } from "../body.ts";
import type { ReceiptClaim } from "../ports/batch.ts";
import type { Bus } from "../ports/bus.ts";
import type { Journal, Receipt } from "../ports/journal.ts";
import { answerIn } from "./answer-in.ts";
import { type Claims, openClaims } from "./claims.ts";
import type { Answer, AnswerFrame, CallFrame } from "./frames.ts";
import { openOwners, type Owners } from "./owners.ts";

/** What a line to the agents is opened over. */
export interface CallerOptions {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
}

/** Who asks, under which key, and how long he waits. */
export interface AskOptions {
  /** Who asks: the scope of the idempotency key. */
  readonly principal: string;
  /** The same key gets the first answer for 24 h. Without one, a key is minted that nobody can repeat. */
  readonly key?: string;
  /**
   * The address was minted for this very command. Who repeats it mints another one, so the key is
   * claimed before anything is sent, and the address of the first claim counts.
   */
  readonly mints?: boolean;
  /** What was asked, where the command says more than that: then this is what the key stands for. */
  readonly says?: Body;
  /** Says of an answer that it is `repeated`. Left out, one key has one answer, to the byte. */
  readonly tellsRepeats?: boolean;
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
/** What a header can carry and a table can hold; whoever lets others in has looked already. */
const KEY = /^[ -~]{1,200}$/;
/** After this without a word, a node is taken for one that may be dead. */
const TRY_MS = 1_500;

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
      const answer = await ask(asked, { address, command, wish });
      return wish.tellsRepeats === true ? answer : asFirst(answer);
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
  const { world } = line;
  const { principal, timeoutMs = TIMEOUT_MS } = wish;
  const until = world.ticks() + timeoutMs;
  const trace = wish.trace ?? world.mint("trc");
  const frame = { address, command, principal, trace, waitMs: 0 };
  if (wish.dryRun === true) return await send(line, { ...frame, dryRun: true }, until);

  const claim = claimOf(line, { address, command, wish });
  const claimed = wish.mints === true ? await claimFirst(line, claim) : claim;
  if ("status" in claimed) return claimed;
  const { key, bodyHash } = claim;
  return await send(line, { ...frame, key, bodyHash, address: claimed.address }, until);
}

/**
 * What the key stands for. The same asked of a neighbour is another command, unless the address was
 * minted for it and says nothing.
 */
function claimOf({ world }: Line, { address, command, wish }: Question): ReceiptClaim {
  const { principal, key = world.mint("key"), mints = false, says = command } = wish;
  assert(KEY.test(key) && KEY.test(principal), "a key is 1 to 200 characters of printable ASCII");
  const bodyHash = hash("sha256", encode(mints ? says : { address, command: says }), "hex");
  return { principal, key, bodyHash, address };
}

/** The first try may have minted another address for what it creates: that one counts. */
async function claimFirst({ claims }: Line, claim: ReceiptClaim): Promise<ReceiptClaim | Answer> {
  let receipt: Receipt;
  try {
    receipt = await claims(claim);
  } catch {
    return { status: "unavailable", code: "no-owner", retryAfterMs: 1_000 };
  }
  return answerIn(receipt, claim.bodyHash) ?? receipt;
}

/**
 * Sends to the owner, and on to the next when the partition has moved meanwhile. A node that does not
 * answer may be dead: after a while the table is asked, and the command goes again. Under its key
 * that is safe, for a turn is committed once and told to everyone who asks.
 */
async function send(line: Line, frame: CallFrame, until: number): Promise<Answer> {
  const { world, owners } = line;
  let answer: Answer = { status: "unavailable", code: "no-owner", retryAfterMs: 1_000 };
  let isFirstTry = true;
  for (;;) {
    const leftMs = until - world.ticks();
    if (leftMs <= 0) return answer;
    const owner = owners.of(frame.address);
    const told = owner === undefined ? undefined : await tryOnce(line, { owner, frame, leftMs });
    if (told === "nobody-answers") {
      answer = { status: "unavailable", code: "outcome-unknown", retryAfterMs: 1_000 };
      isFirstTry = false;
      const known = await whatBecameOf(line, frame);
      if (known !== undefined) return asFirst(known);
    } else if (told !== undefined && told.status !== "not-mine") {
      return isFirstTry ? told : asFirst(told);
    }
    await owners.lookAgain();
  }
}

/** As whoever asked first was told it, which may have been a try of our own that was lost. */
function asFirst(answer: Answer): Answer {
  if (answer.status !== "done" && answer.status !== "refused") return answer;
  const { repeated: _, ...told } = answer;
  return told;
}

interface Try {
  readonly owner: string;
  readonly frame: CallFrame;
  readonly leftMs: number;
}

async function tryOnce(
  { bus }: Line,
  { owner, frame, leftMs }: Try,
): Promise<AnswerFrame | "nobody-answers"> {
  try {
    const bytes = encode({ ...frame, waitMs: Math.ceil(leftMs) });
    const timeoutMs = Math.min(leftMs, TRY_MS);
    return decode<AnswerFrame>(await bus.switchboard.call(owner, bytes, timeoutMs));
  } catch {
    return "nobody-answers";
  }
}

/** If the turn was committed, its receipt knows; else nobody does yet. */
async function whatBecameOf({ journal }: Line, frame: CallFrame): Promise<Answer | undefined> {
  if (frame.key === undefined) return undefined;
  try {
    const [receipt] = await journal.receipts([{ principal: frame.principal, key: frame.key }]);
    return receipt === undefined ? undefined : answerIn(receipt, frame.bodyHash);
  } catch {
    return undefined;
  }
}
