import type { Luck } from "@msafara/store";
import { seal, sealingFor, unseal } from "./sealing.ts";

const SECRET_BYTES = 32;
/** The database knows the token's hash, and the key cannot be made from that. */
const PURPOSE = "refresh pair";
const FORM = /^msf_rt_[\w-]{43}$/;

/** What a client holds: one token to show, one to renew it with. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Mints a refresh token: 256 bits, behind a name that scanners of leaked secrets can find. */
export function mintRefreshToken(luck: Luck): string {
  return `msf_rt_${Buffer.from(luck(SECRET_BYTES)).toString("base64url")}`;
}

/** Whether a text can be a refresh token at all; all else is not worth a question. */
export function isRefreshToken(text: string): boolean {
  return FORM.test(text);
}

/** Seals the pair that a token was exchanged for, so that only who shows the token gets it again. */
export function sealPair(token: string, pair: TokenPair, luck: Luck): string {
  return seal(
    sealingFor(token, PURPOSE),
    JSON.stringify([pair.accessToken, pair.refreshToken]),
    luck,
  );
}

/** Opens the pair that a token was exchanged for. */
export function openPair(token: string, sealed: string): TokenPair {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only `sealPair` seals under this key.
  const [accessToken, refreshToken] = JSON.parse(unseal(sealingFor(token, PURPOSE), sealed)) as [
    string,
    string,
  ];
  return { accessToken, refreshToken };
}
