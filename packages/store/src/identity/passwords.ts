import { argon2, timingSafeEqual } from "node:crypto";
import { Fault } from "@msafara/kernel";
import type { Luck } from "./luck.ts";
import {
  type Cost,
  type PasswordHash,
  readPasswordHash,
  writePasswordHash,
} from "./password-hash.ts";

/** OWASP's second choice for argon2id: 19 MiB, two passes. About 25 ms of one core. */
const COST: Cost = { memoryKib: 19_456, passes: 2, lanes: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Each hash holds a thread and 19 MiB: more at once only make all of them wait. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 32;

/** What holding a password against a hash tells. */
export interface Verdict {
  readonly isRight: boolean;
  /** The hash was made at another cost than today's: make a new one while the password is at hand. */
  readonly isOutdated: boolean;
}

/**
 * Hashes passwords, so many at once and no more. It stands beside the table, since two come to it:
 * the gateway, and the operator's command line, which makes the first admin while no gateway runs.
 */
export interface Passwords {
  readonly hash: (password: string) => Promise<string>;
  /** Holds a password against a hash. Without one it works as long, and says no. */
  readonly verify: (password: string, hash: string | undefined) => Promise<Verdict>;
}

/** Opens the place where passwords are hashed; beyond its room a caller is asked to come back. */
export function openPasswords(luck: Luck, cost: Cost = COST): Passwords {
  const enter = turnstile();
  const stretch = (password: string, { salt, tag, ...spent }: PasswordHash) =>
    enter(() => run(password, { salt, tagBytes: tag.length, cost: spent.cost }));
  const decoy: PasswordHash = { cost, salt: luck(SALT_BYTES), tag: luck(TAG_BYTES) };
  return {
    hash: async (password) => {
      const salt = luck(SALT_BYTES);
      const tag = await stretch(password, { cost, salt, tag: new Uint8Array(TAG_BYTES) });
      return writePasswordHash({ cost, salt, tag });
    },
    verify: async (password, text) => {
      const known = text === undefined ? undefined : readPasswordHash(text);
      const held = known ?? decoy;
      const isSame = timingSafeEqual(await stretch(password, held), held.tag);
      const isRight = isSame && known !== undefined;
      return { isRight, isOutdated: isRight && !isSameCost(held.cost, cost) };
    },
  };
}

function isSameCost(one: Cost, other: Cost): boolean {
  return (
    one.memoryKib === other.memoryKib && one.passes === other.passes && one.lanes === other.lanes
  );
}

interface Stretch {
  readonly salt: Uint8Array;
  readonly tagBytes: number;
  readonly cost: Cost;
}

/** In a thread of Node's pool. Letters that look the same are the same, whichever keyboard made them. */
async function run(password: string, { salt, tagBytes, cost }: Stretch): Promise<Uint8Array> {
  const parameters = {
    message: password.normalize("NFKC"),
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: tagBytes,
    memory: cost.memoryKib,
    passes: cost.passes,
  };
  return await new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, tag) => {
      if (error === null) resolve(tag);
      else reject(new Fault("Cannot hash a password", { retry: true, cause: error }));
    });
  });
}

/** Lets so many in at once and so many wait, first come, first served. */
function turnstile(): <Answer>(work: () => Promise<Answer>) => Promise<Answer> {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (waiting.length >= WAITING_MAX) {
      throw new Fault("Too many passwords are being checked", { retry: true });
    }
    if (inside < AT_ONCE_MAX) inside += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody who comes now can take it.
      const next = waiting.shift();
      if (next === undefined) inside -= 1;
      else next();
    }
  };
}
