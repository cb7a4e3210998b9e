import { describe, expect, test } from "vitest";
import { PARTITIONS } from "../address.ts";
import type { Member } from "../ports/journal.ts";
import { openRendezvous } from "./rendezvous.ts";

const member = (name: string, release = 1): Member => ({ incarnation: name, node: name, release });
const anyRelease = new Map<number, number>();

describe("partitions are shared by rendezvous", () => {
  test("every partition has one owner, and nobody gets much more than a fair share", () => {
    const owners = openRendezvous()(
      ["a", "b", "c", "d"].map((it) => member(it)),
      anyRelease,
    );
    const shares = new Map<string | null, number>();
    for (const owner of owners) shares.set(owner, (shares.get(owner) ?? 0) + 1);
    expect(shares.has(null)).toBe(false);
    for (const share of shares.values()) expect(share).toBeGreaterThan(PARTITIONS / 4 / 2);
  });

  test("a node that leaves moves only what was its own", () => {
    const rendezvous = openRendezvous();
    const before = rendezvous(
      ["a", "b", "c"].map((it) => member(it)),
      anyRelease,
    );
    const after = rendezvous(
      ["a", "b"].map((it) => member(it)),
      anyRelease,
    );
    const moved = before.filter((owner, partition) => owner !== "c" && owner !== after[partition]);
    expect(moved).toEqual([]);
  });

  test("two nodes that see the same members in another order agree", () => {
    const members = ["x", "y", "z"].map((it) => member(it));
    expect(openRendezvous()(members, anyRelease)).toEqual(
      openRendezvous()(members.toReversed(), anyRelease),
    );
  });

  test("a partition that needs a newer release goes to a node of that release, or to nobody", () => {
    const rendezvous = openRendezvous();
    const needsTwo = new Map(Array.from({ length: 100 }, (_, partition) => [partition, 2]));
    const mixed = rendezvous([member("old", 1), member("new", 2)], needsTwo);
    expect(new Set(mixed.slice(0, 100))).toEqual(new Set(["new"]));
    expect(new Set(rendezvous([member("old", 1)], needsTwo).slice(0, 100))).toEqual(
      new Set([null]),
    );
  });
});
