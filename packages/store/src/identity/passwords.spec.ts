import { Fault } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { strongLuck } from "./luck.ts";
import { readPasswordHash, writePasswordHash } from "./password-hash.ts";
import { openPasswords } from "./passwords.ts";

/** Next to nothing: these specs are about what is done, not about how long it takes. */
const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const passwords = openPasswords(strongLuck(), CHEAP);

describe("a password", () => {
  test("is right against its own hash, and nothing else is", async () => {
    const hash = await passwords.hash("safari njema");
    expect(await passwords.verify("safari njema", hash)).toEqual({
      isRight: true,
      isOutdated: false,
    });
    expect(await passwords.verify("safari mbaya", hash)).toMatchObject({ isRight: false });
  });

  test("is never hashed the same twice", async () => {
    expect(await passwords.hash("a")).not.toBe(await passwords.hash("a"));
  });

  test("is right against a hash of the reference implementation, and wants a new one", async () => {
    const reference =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    const verdict = await passwords.verify("password", reference);
    expect(verdict).toEqual({ isRight: true, isOutdated: true });
    expect(await passwords.verify("passwort", reference)).toMatchObject({ isOutdated: false });
  });

  test("is the same from a keyboard that composes letters and from one that does not", async () => {
    const hash = await passwords.hash("caf\u00E9");
    expect(await passwords.verify("cafe\u0301", hash)).toMatchObject({ isRight: true });
  });

  test("of an account that is not there is as much work, and never right", async () => {
    expect(await passwords.verify("anything", undefined)).toEqual({
      isRight: false,
      isOutdated: false,
    });
  });

  test("costs today what argon2id is advised to cost", async () => {
    const hash = await openPasswords(strongLuck()).hash("a");
    expect(readPasswordHash(hash).cost).toEqual({ memoryKib: 19_456, passes: 2, lanes: 1 });
  });

  test("waits for its turn; beyond 32 who wait the next is asked to come back", async () => {
    const busy = openPasswords(strongLuck(), CHEAP);
    const tries = Array.from({ length: 40 }, () => busy.hash("a"));
    const answers = await Promise.allSettled(tries);
    const lost = answers.filter(({ status }) => status === "rejected");
    expect(lost).toHaveLength(6);
    expect(lost[0]).toMatchObject({ reason: { retry: true } });
    expect(await busy.hash("a")).toContain("$argon2id$");
  });
});

describe("a hash", () => {
  test("reads as it was written", () => {
    const hash = { cost: CHEAP, salt: Buffer.alloc(16, 1), tag: Buffer.alloc(32, 2) };
    expect(readPasswordHash(writePasswordHash(hash))).toEqual(hash);
  });

  test.for([
    ["another function", "$2b$12$abcdefghijklmnopqrstuv"],
    ["argon2i", "$argon2i$v=19$m=256,t=2,p=1$c29tc2FsdHNvbWVzYWx0$c29tc2FsdHNvbWVzYWx0c29tZQ"],
    ["nothing", ""],
  ])("of %s is not read", ([, text = ""]) => {
    expect(() => readPasswordHash(text)).toThrow(Fault);
  });
});
