import { Fault } from "@msafara/kernel";

/** What one hash may take: memory in KiB, passes over it, lanes side by side. */
export interface Cost {
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** A password as it is kept. */
export interface PasswordHash {
  readonly cost: Cost;
  readonly salt: Uint8Array;
  readonly tag: Uint8Array;
}

const FORM =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Writes a hash as every other implementation of argon2 does, parameters first. */
export function writePasswordHash({ cost, salt, tag }: PasswordHash): string {
  const { memoryKib, passes, lanes } = cost;
  const [written, kept] = [salt, tag].map((bytes) => toBase64(bytes));
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${written}$${kept}`;
}

/** Reads a hash that we, or another implementation of argon2, wrote. */
export function readPasswordHash(text: string): PasswordHash {
  const [, memory, passes, lanes, salt, tag] = FORM.exec(text) ?? [];
  if (salt === undefined || tag === undefined) {
    throw new Fault("Cannot read a password's hash: expected argon2id", { retry: false });
  }
  return {
    cost: { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

/** The form has no padding. */
function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}
