import { Bug } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  packBytes,
  packInstants,
  packInt2,
  packInt4,
  packInt8,
  packInt8OrNull,
  packText,
  packTextOrNull,
} from "./packed-array.ts";
import { openRoom, type Room } from "./specs/open-room.ts";

describe("packed arrays", () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
  });
  afterAll(() => room.close());

  /** What PostgreSQL reads out of the array, as it would write it. */
  async function read(packed: Buffer, type: string): Promise<unknown> {
    const [row] = await room.ask<{ values: unknown }>(
      `SELECT array_to_json($1::${type}[]) AS values`,
      [packed],
    );
    return JSON.parse(String(row?.values));
  }

  function self<Value>(value: Value): Value {
    return value;
  }

  test("nothing is an array too", async () => {
    expect(await read(packText<string>([], self), "text")).toEqual([]);
    expect(await read(packInt8OrNull<number>([], self), "int8")).toEqual([]);
  });

  test("whole numbers of every width arrive, up to the last", async () => {
    const [int2, int4] = [
      [-32_768, 0, 32_767],
      [-2_147_483_648, -1, 2_147_483_647],
    ];
    const int8 = [-Number.MAX_SAFE_INTEGER, -1, 0, 1, 4_294_967_296, Number.MAX_SAFE_INTEGER];
    expect(await read(packInt2(int2, self), "smallint")).toEqual(int2);
    expect(await read(packInt4(int4, self), "integer")).toEqual(int4);
    expect(await read(packInt8(int8, self), "bigint")).toEqual(int8);
    const gaps = packInt8OrNull([1, undefined, 3], self);
    expect(await read(gaps, "bigint")).toEqual([1, null, 3]);
  });

  test("texts arrive in whatever letters, short and long", async () => {
    const texts = [
      "",
      "a",
      "Nairobi → Mombasa",
      "é".repeat(30),
      "🚚".repeat(40),
      "x".repeat(5_000),
    ];
    expect(await read(packText(texts, self), "text")).toEqual(texts);
    const gaps = packTextOrNull([undefined, "", "mzigo"], self);
    expect(await read(gaps, "text")).toEqual([null, "", "mzigo"]);
  });

  test("bytes arrive to the byte", async () => {
    const bytes = [new Uint8Array(), Uint8Array.from({ length: 256 }, (_, i) => i)];
    const [row] = await room.ask<{ one: Uint8Array; two: Uint8Array }>(
      "SELECT ($1::bytea[])[1] AS one, ($1::bytea[])[2] AS two",
      [packBytes(bytes, self)],
    );
    expect([row?.one, row?.two]).toEqual(bytes);
  });

  test("instants arrive to the millisecond, also those of long ago and far away", async () => {
    const instants = [-1, 0, 946_684_800_000, 1_763_676_000_123, 8_640_000_000_000_000];
    const rows = await room.ask<{ at: number }>("SELECT unnest($1::timestamptz[]) AS at", [
      packInstants(instants, self),
    ]);
    expect(rows.map(({ at }) => at)).toEqual(instants);
  });

  test.for([
    ["half a surrogate pair", () => packText(["ok", "a\ud800"], self)],
    ["half a pair in a long text", () => packText(["é".repeat(90) + "\udc00"], self)],
    ["a number of 33 bits", () => packInt4([2_147_483_648], self)],
    ["a partition that is none", () => packInt2([32_768], self)],
    ["a fraction", () => packInt8([0.5], self)],
    ["a number that does not count exactly", () => packInt8([2 ** 53], self)],
    ["a fraction of a millisecond", () => packInstants([0.5], self)],
  ] as const)("%s is refused, and never bent", ([, pack]) => {
    expect(pack).toThrow(Bug);
  });
});
