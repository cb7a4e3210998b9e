import { describe, expect, test } from "vitest";
import { findTotpStep, mintTotpSecret, toBase32, totpCode, totpStep, totpUri } from "./totp.ts";

/** RFC 6238, appendix B: the seed repeats these digits to the length of the hash. */
const seed = (bytes: number) => Buffer.from("1234567890".repeat(7)).subarray(0, bytes);
const SECRET = seed(20);
const NOW = 1_800_000_000_000;

describe("a code by time", () => {
  test.for([
    [59, "94287082", "46119246", "90693936"],
    [1_111_111_109, "07081804", "68084774", "25091201"],
    [1_111_111_111, "14050471", "67062674", "99943326"],
    [1_234_567_890, "89005924", "91819424", "93441116"],
    [2_000_000_000, "69279037", "90698825", "38618901"],
    [20_000_000_000, "65353130", "77737706", "47863826"],
  ] as const)("at second %i is as RFC 6238 has it", ([second, sha1, sha256, sha512]) => {
    const step = totpStep(second * 1_000);
    expect(totpCode(SECRET, step, { digits: 8 })).toBe(sha1);
    expect(totpCode(seed(32), step, { digits: 8, algorithm: "sha256" })).toBe(sha256);
    expect(totpCode(seed(64), step, { digits: 8, algorithm: "sha512" })).toBe(sha512);
  });

  test("is taken in its own step and one beside it, and in no other", () => {
    const found = [-2, -1, 0, 1, 2].map((drift) => {
      const step = totpStep(NOW) + drift;
      return findTotpStep(SECRET, totpCode(SECRET, step), NOW) === step;
    });
    expect(found).toEqual([false, true, true, true, false]);
  });

  test.for(["", "000000", "12345", "1234567", "٠١٢٣٤٥"])("is not %j", (typed) => {
    expect(findTotpStep(SECRET, typed, NOW)).toBeUndefined();
  });

  test("may be typed in two groups, as phones show it", () => {
    const code = totpCode(SECRET, totpStep(NOW));
    expect(findTotpStep(SECRET, `${code.slice(0, 3)} ${code.slice(3)}`, NOW)).toBe(totpStep(NOW));
  });
});

describe("a secret", () => {
  test.for([
    ["", ""],
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ] as const)("%j is written as RFC 4648 has it", ([plain, written]) => {
    expect(toBase32(Buffer.from(plain))).toBe(written);
  });

  test("has 160 bits, and comes to the phone with whose it is", () => {
    const secret = mintTotpSecret((bytes) => new Uint8Array(bytes));
    expect(secret).toHaveLength(20);
    expect(totpUri(secret, "+254712345678")).toBe(
      `otpauth://totp/Msafara%3A%2B254712345678?secret=${"A".repeat(32)}&issuer=Msafara`,
    );
  });
});
