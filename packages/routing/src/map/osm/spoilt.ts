import { Fault } from "@msafara/kernel";

/** A fault of the file at hand: asking again cannot help. Whoever reads the file makes it a refusal. */
export function spoilt(sentence: string, cause?: unknown): Fault {
  return new Fault(sentence, { retry: false, cause });
}
