import type { Fix } from "@msafara/contracts";
import type { Visitor } from "../door/handler.ts";

/** Takes what a phone measured, and answers up to which number all of it is durable. */
export type TakeFixes = (
  visitor: Visitor,
  device: string,
  fixes: readonly Fix[],
) => Promise<number>;
