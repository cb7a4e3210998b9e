import type { Instant } from "@msafara/kernel";
import type { Visitor } from "../door/handler.ts";

/** Who a token lets in, and until when. */
export interface Pass {
  readonly visitor: Visitor;
  readonly expiresAt: Instant;
}

/** Believes a token or does not. */
export type Verify = (token: string) => Pass | undefined | Promise<Pass | undefined>;
