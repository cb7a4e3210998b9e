import {
  type Arbitrary,
  array,
  constant,
  constantFrom,
  nat,
  oneof,
  record,
  uint8Array,
} from "fast-check";

/** A frame before it is bytes: plain data, so that it can be shrunk and printed. */
export type Say =
  | { readonly say: "text"; readonly text: number; readonly value: number }
  | { readonly say: "fixes"; readonly count: number; readonly lie: number; readonly value: number }
  | { readonly say: "bytes"; readonly bytes: Uint8Array; readonly isBinary: boolean }
  | { readonly say: "token"; readonly who: number }
  | { readonly say: "subscribe"; readonly topic: number; readonly after: number }
  | { readonly say: "control"; readonly code: 8 | 9 | 10 | 11 | 3; readonly length: number }
  | { readonly say: "broken"; readonly how: number }
  | { readonly say: "fragments"; readonly pieces: number; readonly text: number };

/** What one socket says in its life. */
export interface Talk {
  /** As whom it opens: from the first moment, by a frame, or as nobody. */
  readonly enters: "protocol" | "frame" | "not-at-all" | "wrongly";
  readonly who: number;
  readonly path: number;
  readonly says: readonly Say[];
  /** How it ends: with a word, without one, or by saying nothing more. */
  readonly ends: "close" | "cut" | "reset";
}

const ANYTHING = 1_000_000;

const anySay: Arbitrary<Say> = oneof(
  {
    weight: 16,
    arbitrary: record({
      say: constant("text" as const),
      text: nat(ANYTHING),
      value: nat(ANYTHING),
    }),
  },
  {
    weight: 12,
    arbitrary: record({
      say: constant("subscribe" as const),
      topic: nat(ANYTHING),
      after: nat(ANYTHING),
    }),
  },
  {
    weight: 8,
    arbitrary: record({
      say: constant("fixes" as const),
      count: nat(255),
      lie: nat(255),
      value: nat(ANYTHING),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      say: constant("bytes" as const),
      bytes: uint8Array({ maxLength: 300 }),
      isBinary: constantFrom(true, false),
    }),
  },
  { weight: 1, arbitrary: record({ say: constant("token" as const), who: nat(ANYTHING) }) },
  {
    weight: 1,
    arbitrary: record({
      say: constant("control" as const),
      code: constantFrom(8 as const, 9 as const, 10 as const, 11 as const, 3 as const),
      length: nat(200),
    }),
  },
  { weight: 1, arbitrary: record({ say: constant("broken" as const), how: nat(ANYTHING) }) },
  {
    weight: 2,
    arbitrary: record({
      say: constant("fragments" as const),
      pieces: nat(12),
      text: nat(ANYTHING),
    }),
  },
);

/** Anything a socket may say, the first words of which mostly let it in. */
export const anyTalk: Arbitrary<Talk> = record({
  enters: oneof(
    { weight: 5, arbitrary: constantFrom("protocol" as const, "frame" as const) },
    { weight: 1, arbitrary: constantFrom("not-at-all" as const, "wrongly" as const) },
  ),
  who: nat(ANYTHING),
  path: nat(ANYTHING),
  says: array(anySay, { minLength: 1, maxLength: 40, size: "max" }),
  ends: constantFrom("close", "cut", "reset"),
});
