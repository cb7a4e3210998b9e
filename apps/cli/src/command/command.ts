import type { Desk } from "../desk.ts";
import type { Value } from "../words/values.ts";

/** An option of a command; without a value it is a flag. */
export interface Option {
  readonly says: string;
  readonly value?: Value;
  /** What it comes to when it is given without a value; a value is required otherwise. */
  readonly fallback?: string;
}

/** A word that follows the name of a command. */
export interface Positional {
  readonly value: Value;
  readonly optional?: boolean;
}

/** What somebody asked for: valid in each word, and not yet looked up. */
export interface Request {
  readonly command: Command;
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
}

/** What came of a command. Lines are for stdout, a complaint is one sentence for stderr. */
export interface Outcome {
  readonly exitCode: 0 | 1 | 2;
  readonly lines: readonly string[];
  readonly complaint?: string;
}

/** One thing that an operator can ask. */
export interface Command {
  /** Its name, of one word or two. */
  readonly name: string;
  readonly summary: string;
  /** Another name of a command that help lists already. */
  readonly isAlias?: boolean;
  /** What help says beyond the summary, a paragraph each. */
  readonly notes?: readonly string[];
  readonly positionals?: readonly Positional[];
  readonly options?: Readonly<Record<string, Option>>;
  readonly run: (request: Request, desk: Desk) => Promise<Outcome>;
}

export const JSON_OPTION: Option = { says: "Print JSON, for programs" };

/** It went well. */
export function done(lines: readonly string[]): Outcome {
  return { exitCode: 0, lines };
}

/** It could not be done; nothing was changed. */
export function failed(complaint: string): Outcome {
  return { exitCode: 1, lines: [], complaint };
}

/** It was asked for in a way that means nothing. */
export function misused(complaint: string): Outcome {
  return { exitCode: 2, lines: [], complaint };
}

/** Who acts: whom the command line names, else the OS user. */
export function actorOf({ options }: Request, { user }: Desk): string {
  return options["by"] ?? user;
}
