import type { PaymentDeed } from "@msafara/domain";
import type { Instant } from "@msafara/kernel";

/** One line of a provider's book: what was asked under which key, and what came of it. */
export interface PaymentEntry {
  /** Whoever asks again under it gets the same answer. */
  readonly key: string;
  /** The hold that it is about. */
  readonly ref: string;
  readonly deed: PaymentDeed;
  /** `done`, or the code of why nothing was. */
  readonly outcome: string;
  /** Whether the money left the customer's account. */
  readonly captured: boolean;
  readonly amount: number;
  /** What stays of a hold when the rest of it goes back. */
  readonly kept: number;
  readonly currency: string;
  readonly at: Instant;
}

/** Where a provider keeps its book. It is written once, line by line, and survives whoever wrote it. */
export interface PaymentLedger {
  readonly read: (key: string) => Promise<PaymentEntry | undefined>;
  /** What was done about a hold, the hold itself first. */
  readonly doneOf: (ref: string) => Promise<readonly PaymentEntry[]>;
  /** `false`, and nothing written, if the key was used or the hold has ended already. */
  readonly append: (entry: PaymentEntry) => Promise<boolean>;
}
