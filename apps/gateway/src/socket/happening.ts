import type { Fix, ProblemCode } from "@msafara/contracts";
import type { Pass } from "./pass.ts";
import type { Asked } from "./read-frame.ts";

/** What can happen to a socket. */
export type Happening =
  | { readonly type: "arrived" | "revoked" | "crowded" | "slow" | "drained" | "tick" | "untaken" }
  | { readonly type: "unreadable"; readonly why: string }
  | { readonly type: "asked"; readonly frame: Asked }
  | { readonly type: "fixes"; readonly fixes: readonly Fix[] }
  | { readonly type: "taken"; readonly lastSeq: number }
  | { readonly type: "shown"; readonly pass: Pass | undefined; readonly device?: string }
  | {
      readonly type: "followed";
      readonly topic: string;
      readonly ticket: number;
      readonly seq: number;
    }
  | {
      readonly type: "refused";
      readonly topic: string;
      readonly ticket: number;
      readonly code: ProblemCode;
    }
  | {
      readonly type: "live";
      readonly topic: string;
      readonly ticket: number;
      /** Whole, as it goes over the line. */
      readonly frame: Uint8Array;
    };
