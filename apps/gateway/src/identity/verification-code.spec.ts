import { describe, expect, test } from "vitest";
import { strongLuck } from "@msafara/store";
import { hashCode, mintCode } from "./verification-code.ts";

describe("a code", () => {
  test("has six digits, also when it begins with zeros", () => {
    const luck = strongLuck();
    const codes = Array.from({ length: 1_000 }, () => mintCode(luck));
    expect(codes.filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
    expect(mintCode(() => Buffer.from([0, 0, 0, 42]))).toBe("000042");
  });

  test("is drawn again where low ones would come more often than high ones", () => {
    const draws = [Buffer.from([255, 255, 255, 255]), Buffer.from([0, 1, 226, 64])];
    expect(mintCode(() => draws.shift()!)).toBe("123456");
  });

  test("is kept under a key, for one user and one purpose", () => {
    const key = Buffer.alloc(32, 7);
    const right = { user: "usr_1", purpose: "phone", code: "123456" } as const;
    const hash = hashCode(key, right);
    expect(hashCode(key, { ...right })).toBe(hash);
    const others = [
      hashCode(Buffer.alloc(32, 8), right),
      hashCode(key, { ...right, user: "usr_2" }),
      hashCode(key, { ...right, purpose: "password" }),
      hashCode(key, { ...right, code: "123457" }),
    ];
    expect(new Set([hash, ...others]).size).toBe(5);
  });
});
