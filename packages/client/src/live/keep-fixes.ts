import { encodePositionFrame, type Fix, FIXES_MAX } from "@msafara/contracts";
import { assert, isRefusal } from "@msafara/kernel";
import { MsafaraProblem } from "../msafara-problem.ts";

/** A day of driving at a fix every nine seconds; beyond it the oldest is forgotten. */
const KEPT_MAX = 10_000;

/** Fixes that the server has not acknowledged. */
export interface KeptFixes {
  readonly count: () => number;
  readonly add: (fix: Fix) => void;
  /** The next frame that this socket has not sent: the newest first, for they are what is watched. */
  readonly take: () => Uint8Array<ArrayBuffer> | undefined;
  /** Everything up to this number is durable. */
  readonly acknowledge: (lastSeq: number) => void;
  /** On a new socket, whatever was not acknowledged is sent again; the server knows them by number. */
  readonly resend: () => void;
}

/** Keeps what a phone has measured until the server has it, within a bound. */
export function keepFixes(): KeptFixes {
  const unsent = new Map<number, Fix>();
  const sent = new Map<number, Fix>();
  return {
    count: () => unsent.size + sent.size,
    add: (fix) => {
      if (isRefusal(encodePositionFrame([fix]))) throw malformed();
      unsent.set(fix.seq, fix);
      if (unsent.size + sent.size > KEPT_MAX) forgetOldest(unsent, sent);
    },
    take: () => {
      const newest = [...unsent.values()].toSorted((one, other) => other.seq - one.seq);
      const fixes = newest.slice(0, FIXES_MAX);
      if (fixes.length === 0) return undefined;
      for (const fix of fixes) {
        unsent.delete(fix.seq);
        sent.set(fix.seq, fix);
      }
      const frame = encodePositionFrame(fixes);
      assert(!isRefusal(frame), "each of them was written when it was added");
      return new Uint8Array(frame);
    },
    acknowledge: (lastSeq) => {
      // What was not sent cannot be durable, whatever is newer and is.
      for (const seq of sent.keys()) if (seq <= lastSeq) sent.delete(seq);
    },
    resend: () => {
      for (const [seq, fix] of sent) unsent.set(seq, fix);
      sent.clear();
    },
  };
}

function forgetOldest(unsent: Map<number, Fix>, sent: Map<number, Fix>): void {
  const all = [...unsent.keys(), ...sent.keys()];
  const oldest = all.reduce((one, other) => Math.min(one, other));
  unsent.delete(oldest);
  sent.delete(oldest);
}

function malformed(): MsafaraProblem {
  const parts = { code: "malformed", status: 0, requestId: "", retry: false };
  return new MsafaraProblem("This cannot be a place, a time or a number of a fix", parts);
}
