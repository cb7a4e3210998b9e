import { assert, integer, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf, idOf, laneOf, PARTITIONS, partitionOf, roleOf } from "./address.ts";

describe("an address", () => {
  test("is put together and taken apart", () => {
    const address = addressOf("driver", "drv_01jx");
    expect([address, roleOf(address), idOf(address)]).toEqual([
      "driver/drv_01jx",
      "driver",
      "drv_01jx",
    ]);
  });

  test("keeps whatever follows the first slash as its id", () => {
    expect(idOf("zone/ke/nairobi")).toBe("ke/nairobi");
    expect(roleOf("zone/ke/nairobi")).toBe("zone");
  });

  test("falls into the partition that it has always fallen into", () => {
    // Stored rows rest on these: a hash that changes loses every agent there is.
    expect(partitionOf("driver/drv_01jx")).toBe(KNOWN_PARTITIONS[0]);
    expect(partitionOf("shipment/shp_01jx")).toBe(KNOWN_PARTITIONS[1]);
    expect(partitionOf("zone/ke/nairobi")).toBe(KNOWN_PARTITIONS[2]);
  });

  test("falls into one of the partitions, and onto one of the lanes", () => {
    const falls = property(string(), integer({ min: 1, max: 16 }), (id, lanes) => {
      const address = addressOf("driver", id);
      expect(partitionOf(address)).toSatisfy((partition: number) => isBelow(partition, PARTITIONS));
      expect(laneOf(address, lanes)).toSatisfy((lane: number) => isBelow(lane, lanes));
    });
    assert(falls);
  });

  test("shares partitions and lanes evenly with others, even if their ids are alike", () => {
    const addresses = Array.from({ length: PARTITIONS * 64 }, (_, i) =>
      addressOf("driver", `drv_${i}`),
    );
    const partitions = countBy(addresses.map(partitionOf));
    expect(partitions.size).toBe(PARTITIONS);
    expect(Math.max(...partitions.values())).toBeLessThan(64 * 2);
    // Of one partition too, since a node owns whole partitions.
    const lanes = countBy(
      addresses.filter((one) => partitionOf(one) < 64).map((one) => laneOf(one, 2)),
    );
    expect(Math.min(...lanes.values())).toBeGreaterThan(64 * 64 * 0.45);
  });
});

const KNOWN_PARTITIONS = [625, 16, 173];

function isBelow(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

function countBy(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
