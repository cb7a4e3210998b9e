import type { Refusal } from "@msafara/kernel";
import type { Address } from "../address.ts";
import { type Body, encode, type Json } from "../body.ts";

/** A command on its way from a gateway to the node that owns the agent. */
export interface CallFrame {
  readonly address: Address;
  readonly command: Body;
  readonly principal: string;
  readonly key?: string;
  /** With a key: the command that it stands for, and no other. */
  readonly bodyHash?: string;
  readonly dryRun?: boolean;
  /** How long the caller still waits; clocks differ, so no instant travels. */
  readonly waitMs: number;
  readonly trace: string;
}

/** Why a caller must come again; none of these is kept under the idempotency key. */
export type Unavailable = "busy" | "outcome-unknown" | "turn-failed" | "deadline" | "no-owner";

/** What a dry run would have written, for people to read. */
export interface WouldWrite {
  readonly version: number;
  readonly events: readonly Json[];
  readonly messages: readonly { readonly to: string; readonly message: Json }[];
  readonly timers: readonly { readonly name: string; readonly due: number | null }[];
  readonly effects: readonly {
    readonly kind: string;
    readonly lane: string;
    readonly body: Json;
  }[];
  readonly views: readonly { readonly view: string; readonly key: string; readonly row: Json }[];
}

/**
 * What comes back to the one who asked. The first two are kept for 24 h under the command's key, and
 * are `repeated` where an earlier request is known to have had them, to whoever wants to be told.
 */
export type Answer =
  | {
      readonly status: "done";
      readonly reply: Readonly<Record<string, Json>>;
      readonly version: number;
      readonly repeated?: true;
    }
  | { readonly status: "refused"; readonly refusal: Refusal; readonly repeated?: true }
  | {
      readonly status: "dry";
      readonly reply: Readonly<Record<string, Json>>;
      readonly refusal?: Refusal;
      readonly would: WouldWrite;
    }
  | { readonly status: "unavailable"; readonly code: Unavailable; readonly retryAfterMs: number }
  | { readonly status: "key-reused" };

/** An answer, or the word that another node must be asked. */
export type AnswerFrame = Answer | { readonly status: "not-mine" };

/** Whether an answer is told again to whoever repeats the command; the others ask to be asked again. */
export function isKept({ status }: AnswerFrame): boolean {
  return status === "done" || status === "refused";
}

/** The same answer, as whoever repeats the command is told it. */
export function repeatOf<Told extends AnswerFrame>(answer: Told): Told {
  return isKept(answer) ? { ...answer, repeated: true } : answer;
}

const written = new WeakMap<AnswerFrame, Uint8Array>();

/** An answer as it travels and as its receipt keeps it: the same bytes, written once. */
export function encodeAnswer(answer: AnswerFrame): Uint8Array {
  const known = written.get(answer);
  if (known !== undefined) return known;
  const bytes = encode(answer);
  written.set(answer, bytes);
  return bytes;
}
