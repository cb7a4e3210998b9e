import type { Fix, ProblemCode, ProblemFacts } from "@msafara/contracts";
import type { Visitor } from "../door/handler.ts";
import type { Pass } from "./pass.ts";
import type { ToldFrame } from "./told-frame.ts";

/** What is to be done about it. */
export type Deed =
  | { readonly do: "read" }
  | { readonly do: "tell"; readonly frame: ToldFrame }
  | { readonly do: "pass-on"; readonly frame: Uint8Array }
  | {
      readonly do: "object";
      readonly code: ProblemCode;
      readonly facts: ProblemFacts;
      readonly topic?: string;
    }
  | { readonly do: "close"; readonly code: number }
  | { readonly do: "verify"; readonly token: string; readonly device?: string }
  | { readonly do: "welcome"; readonly pass: Pass }
  | {
      readonly do: "follow";
      readonly topic: string;
      readonly ticket: number;
      readonly after?: number;
    }
  | { readonly do: "leave"; readonly topic: string; readonly ticket: number }
  | { readonly do: "check"; readonly topic: string; readonly ticket: number }
  | {
      readonly do: "take";
      readonly visitor: Visitor;
      readonly device: string;
      readonly fixes: readonly Fix[];
    }
  | { readonly do: "acknowledge"; readonly lastSeq: number };
