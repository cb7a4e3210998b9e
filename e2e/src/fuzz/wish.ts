/** A request before it is bytes: plain data, so that it can be shrunk and printed. */
export interface Wish {
  /** Which operation, by its place in the document. */
  readonly operation: number;
  readonly who: Who;
  readonly method: "as-listed" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "TRACE" | "BREW";
  /** For each parameter of the path: something of the town, or this. */
  readonly segments: readonly ("known" | "foreign" | { readonly nasty: number })[];
  readonly query: readonly { readonly name: number; readonly value: number }[];
  readonly changes: readonly Change[];
  readonly isRehearsal: boolean;
  readonly key: number | undefined;
  readonly wrap: Wrap;
  readonly headers: readonly number[];
  /** Chooses among what is known. */
  readonly pick: number;
}

/** Who asks, or pretends to. */
export type Who =
  | "nobody"
  | "amina"
  | "otieno"
  | "juma"
  | "wanjiku"
  | "ada"
  | "key"
  | "forged-none"
  | "forged-hmac"
  | "later"
  | "spliced"
  | "truncated"
  | "huge"
  | "basic"
  | "bad-key"
  | "doubled";

/** One thing that is wrong with a body. */
export interface Change {
  readonly how: "replace" | "remove" | "add" | "duplicate";
  /** Which field, counted through the whole body. */
  readonly at: number;
  readonly value: number;
}

/** How a body is brought. */
export type Wrap =
  | "plain"
  | "chunked"
  | "none"
  | "empty"
  | "cut-short"
  | "trailing-rubbish"
  | "utf-16"
  | "latin-1"
  | "bom"
  | "bad-utf-8"
  | "gzip-said"
  | "gzip-bomb"
  | "form"
  | "no-type"
  | "type-with-parameters"
  | "multipart"
  | "too-large"
  | "array"
  | "double-length"
  | "length-too-short";
