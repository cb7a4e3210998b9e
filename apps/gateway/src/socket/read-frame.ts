import {
  askedFrameSchema,
  decodePositionFrame,
  type Fix,
  FRAME_BYTES_MAX,
} from "@msafara/contracts";
import { isRefusal } from "@msafara/kernel";
import type { z } from "zod";

/** What a client may say in text. */
export type Asked = z.output<typeof askedFrameSchema>;

/** What came, as far as it can be understood. */
export type Heard =
  | { readonly type: "asked"; readonly frame: Asked }
  | { readonly type: "fixes"; readonly fixes: readonly Fix[] }
  | { readonly type: "unreadable"; readonly why: string };

/** Reads one frame; what cannot be read says which part is wrong. */
export function readFrame(bytes: Uint8Array, isBinary: boolean): Heard {
  return isBinary ? readFixes(bytes) : readText(bytes);
}

function readFixes(bytes: Uint8Array): Heard {
  if (bytes.length > FRAME_BYTES_MAX.binary) return { type: "unreadable", why: "length" };
  const fixes = decodePositionFrame(bytes);
  return isRefusal(fixes)
    ? { type: "unreadable", why: String(fixes.facts["why"]) }
    : { type: "fixes", fixes };
}

function readText(bytes: Uint8Array): Heard {
  const read = askedFrameSchema.safeParse(parse(bytes));
  if (read.success) return { type: "asked", frame: read.data };
  const [field] = read.error.issues[0]?.path ?? [];
  return { type: "unreadable", why: typeof field === "string" ? field : "type" };
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    // Not even JSON: what follows refuses it.
    return undefined;
  }
}
