/* oxlint-disable house/no-banned-file-names -- "Handler" is the word of the port at the door, and this is the port. */
import type { AnswerOf, BodyOf, Language, ParamsOf, QueryOf, Route } from "@msafara/contracts";
import type { Actor } from "@msafara/domain";
import type { Id, Instant, Refusal } from "@msafara/kernel";

/** Who came in: a person with a session, or a machine with a key. */
export interface Visitor {
  readonly actor: Actor;
  /** Whose keys, limits and audit lines these are: `usr_…` or `key_…`. */
  readonly principal: Id<"usr"> | Id<"key">;
  /** Absent with an API key. */
  readonly session?: { readonly family: Id<"fam">; readonly authAt: Instant };
}

/** Where a request comes from. */
export interface Origin {
  readonly address: string;
  readonly device?: string;
  readonly requestId: string;
}

/** A request that the door has let through: read, known, allowed by role and scope, within its limits. */
export interface Call<Asked extends Route = Route> {
  readonly params: ParamsOf<Asked>;
  readonly query: QueryOf<Asked>;
  readonly body: BodyOf<Asked>;
  /** Always there, unless anybody may ask. */
  readonly visitor: Asked["roles"] extends "anyone" ? Visitor | undefined : Visitor;
  readonly origin: Origin;
  readonly language: Language;
  /** Which versions the caller has, as he says. */
  readonly ifNoneMatch?: string | undefined;
  /** The caller's `Idempotency-Key`; only commands have one. */
  readonly key?: string;
  /** Only commands can be rehearsed. */
  readonly dryRun: boolean;
}

/** What a rehearsed command would have answered; nothing was written. */
export interface Rehearsed<Asked extends Route = Route> {
  readonly rehearsed: AnswerOf<Asked>[keyof AnswerOf<Asked>];
}

/** Come again: nothing is known to have happened, or nobody knows yet. */
export interface Away {
  readonly away: "busy" | "outcome-unknown" | "turn-failed" | "deadline" | "no-owner";
  readonly retryAfterMs: number;
}

/** The same key came with another body. */
export interface KeyReused {
  readonly keyReused: true;
}

/** Beside an answer, or a refusal: an earlier request had it under the same key, and nothing was done now. */
export interface Repeat {
  readonly repeated?: true;
}

/** An answer from before, as it was written out, since the database is away. */
export interface Old {
  readonly kept: string;
  readonly ageMs: number;
}

/** The caller has what he asks for; so says the tag of what he was last answered. */
export interface Unchanged {
  readonly unchanged: string;
}

/** An answer of the route, with its status. */
export type Done<Asked extends Route> = {
  readonly [Status in keyof AnswerOf<Asked>]: {
    readonly status: Status;
    readonly body: AnswerOf<Asked>[Status];
    readonly repeated?: true;
    /** What its tag speaks for, where not all that is said counts. */
    readonly counts?: unknown;
    /** Whether it would be the very same answer now. */
    readonly isCurrent?: () => Promise<boolean>;
    /** Is given the answer as it is written out, and its tag where it has one. */
    readonly keep?: (text: string, tag: string | undefined) => void;
  };
}[keyof AnswerOf<Asked>];

/** Answers one route. Refusals are returned and become problems at the door; faults are thrown. */
export type Handler<Asked extends Route = Route> = (
  call: Call<Asked>,
) => Promise<
  Done<Asked> | Old | Unchanged | Rehearsed<Asked> | Away | KeyReused | (Refusal & Repeat)
>;

/** A handler for each of some routes. */
export type Handlers<Routes extends Readonly<Record<string, Route>>> = {
  readonly [Name in keyof Routes]: Handler<Routes[Name]>;
};
