import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  nat,
  oneof,
  option,
  record,
} from "fast-check";
import { NASTY_SEGMENTS } from "./nasty-values.ts";
import type { Change, Who, Wish, Wrap } from "./wish.ts";

const ANYTHING = 1_000_000;

const anyChange: Arbitrary<Change> = record({
  how: constantFrom("replace", "replace", "replace", "remove", "add", "duplicate"),
  at: nat(200),
  value: nat(ANYTHING),
});

const anyWho: Arbitrary<Who> = oneof(
  { weight: 12, arbitrary: constantFrom("amina", "juma", "ada") },
  { weight: 4, arbitrary: constantFrom("otieno", "wanjiku", "key", "nobody") },
  {
    weight: 2,
    arbitrary: constantFrom(
      "forged-none",
      "forged-hmac",
      "later",
      "spliced",
      "truncated",
      "huge",
      "basic",
      "bad-key",
      "doubled",
    ),
  },
);

const anyWrap: Arbitrary<Wrap> = oneof(
  { weight: 20, arbitrary: constant("plain") },
  { weight: 1, arbitrary: constant("chunked") },
  {
    weight: 2,
    arbitrary: constantFrom(
      "none",
      "empty",
      "cut-short",
      "trailing-rubbish",
      "utf-16",
      "latin-1",
      "bom",
      "bad-utf-8",
      "gzip-said",
      "gzip-bomb",
      "form",
      "no-type",
      "type-with-parameters",
      "multipart",
      "too-large",
      "array",
      "double-length",
      "length-too-short",
    ),
  },
);

const anySegment: Arbitrary<Wish["segments"][number]> = oneof(
  { weight: 6, arbitrary: constant("known") },
  { weight: 2, arbitrary: constant("foreign") },
  { weight: 2, arbitrary: record({ nasty: nat(NASTY_SEGMENTS.length - 1) }) },
);

/** Any request, mostly one that gets far: it shrinks to what a good client would say. */
export const anyWish: Arbitrary<Wish> = record({
  operation: nat(ANYTHING),
  who: anyWho,
  method: oneof(
    { weight: 30, arbitrary: constant("as-listed" as const) },
    { weight: 1, arbitrary: constantFrom("HEAD", "OPTIONS", "PUT", "DELETE", "TRACE", "BREW") },
  ),
  segments: array(anySegment, { minLength: 2, maxLength: 2 }),
  query: oneof(
    { weight: 6, arbitrary: constant([]) },
    {
      weight: 2,
      arbitrary: array(record({ name: nat(ANYTHING), value: nat(ANYTHING) }), { maxLength: 4 }),
    },
  ),
  changes: oneof(
    { weight: 2, arbitrary: constant([]) },
    { weight: 2, arbitrary: array(anyChange, { minLength: 1, maxLength: 3 }) },
  ),
  isRehearsal: boolean(),
  key: option(nat(ANYTHING), { nil: undefined }),
  wrap: anyWrap,
  headers: oneof(
    { weight: 8, arbitrary: constant([]) },
    { weight: 1, arbitrary: array(nat(ANYTHING), { minLength: 1, maxLength: 2 }) },
  ),
  pick: nat(ANYTHING),
});
