import type { Json } from "../body.ts";

/** One effect as the outside sees it. `id` is the idempotency key, the same on every try. */
export interface Order {
  readonly id: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, Json>>;
  readonly attempt: number;
}

/** What a vendor answers. */
export type Result = Readonly<Record<string, Json>>;

/** What a vendor says of an earlier try whose outcome nobody knows. */
export type Inquiry = { readonly done: Result } | "never-happened" | "unknown";

/** Somebody outside who acts. Performing rejects with a `Fault`; one that may not be retried fails the effect, by its code if it has one. */
export interface Vendor {
  readonly perform: (order: Order) => Promise<Result>;
  /** Asked before anything is repeated. */
  readonly inquire: (order: Order) => Promise<Inquiry>;
}
