import { hashToken } from "./hash-token.ts";
import type { Luck } from "@msafara/store";

const SECRET_BYTES = 32;
const SHOWN_LETTERS = 6;
const NAME = "msf_live_";
const FORM = /^msf_live_[\w-]{43}$/;

/** A key that is shown once, and what is kept of it. */
export interface MintedApiKey {
  readonly key: string;
  readonly prefix: string;
  readonly hash: string;
}

/** Mints a key for a service. People know it by its prefix afterwards. */
export function mintApiKey(luck: Luck): MintedApiKey {
  const key = `${NAME}${Buffer.from(luck(SECRET_BYTES)).toString("base64url")}`;
  return { key, prefix: key.slice(0, NAME.length + SHOWN_LETTERS), hash: hashToken(key) };
}

/** Whether a text can be a key at all; all else is not worth a question. */
export function isApiKey(text: string): boolean {
  return FORM.test(text);
}
