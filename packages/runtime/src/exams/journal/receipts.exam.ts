import { describe, expect, test } from "vitest";
import type { ReceiptClaim } from "../../ports/batch.ts";
import type { OpenHall } from "./hall.ts";
import { bytesOf, type Seat, takeSeat } from "./seat.ts";

/** A key of a command is claimed once, and answered once. */
export function receiptsExam(open: OpenHall): void {
  describe("receipts", () => {
    const seat = takeSeat(open);

    test("the first claim is fresh", async () => {
      const claim = claimOf(seat());
      const [receipt] = await seat().one.claimReceipts([claim]);
      expect(receipt).toEqual({ ...claim, fresh: true });
    });

    test("a second claim gets the address of the first, and what it was about", async () => {
      const { one, other, fresh } = seat();
      const first = claimOf(seat());
      await one.claimReceipts([first]);
      const second = { ...first, address: fresh(), bodyHash: "other" };
      const [receipt] = await other.claimReceipts([second]);
      expect(receipt).toEqual({ ...first, fresh: false });
    });

    test("the answer is there for whoever claims later, to the byte", async () => {
      const { one, other, commit } = seat();
      const claim = claimOf(seat());
      await one.claimReceipts([claim]);
      const answer = bytesOf({ shipment: "shp_1" });
      await commit({ answers: [{ ...claim, answer }] });
      const [receipt] = await other.claimReceipts([claim]);
      expect(receipt?.fresh).toBe(false);
      expect([...(receipt?.answer ?? [])]).toEqual([...answer]);
    });

    test("an answer claims its key by itself, for its command and its agent", async () => {
      const { one, other, commit, fresh } = seat();
      const claim = claimOf(seat());
      const answer = bytesOf({ shipment: "shp_2" });
      await commit({ answers: [{ ...claim, answer }] });
      const [known] = await one.receipts([claim]);
      expect(known).toMatchObject({ ...claim, fresh: false });
      const late = { ...claim, address: fresh(), bodyHash: "other" };
      const [receipt] = await other.claimReceipts([late]);
      expect(receipt).toMatchObject({ ...claim, fresh: false });
      expect([...(receipt?.answer ?? [])]).toEqual([...answer]);
    });

    test("of two nodes that answer one key at once, one is stale", async () => {
      const { commit, commitElsewhere, freshId } = seat();
      const claims = Array.from({ length: 20 }, () => ({
        ...claimOf(seat()),
        key: freshId("key"),
      }));
      for (const claim of claims) {
        const answers = [{ ...claim, answer: bytesOf("yes") }];
        const outcomes = await Promise.all([commit({ answers }), commitElsewhere({ answers })]);
        expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(["committed", "stale"]);
      }
    });

    test("the same key of another principal is another key", async () => {
      const { one } = seat();
      const mine = claimOf(seat());
      const theirs = { ...mine, principal: "somebody else" };
      const receipts = await one.claimReceipts([mine, theirs]);
      expect(receipts.map(({ fresh }) => fresh)).toEqual([true, true]);
    });

    test("answers come in the order asked, whichever were fresh", async () => {
      const { one, other } = seat();
      const claims = Array.from({ length: 20 }, () => claimOf(seat()));
      await one.claimReceipts(claims.filter((_, i) => i % 3 === 0));
      const receipts = await other.claimReceipts(claims.toReversed());
      expect(receipts.map(({ key }) => key)).toEqual(claims.map(({ key }) => key).toReversed());
      expect(receipts.map(({ fresh }) => fresh)).toEqual(
        claims.map((_, i) => i % 3 !== 0).toReversed(),
      );
    });

    test("a key that is claimed twice in one call is fresh once", async () => {
      const claim = claimOf(seat());
      const receipts = await seat().one.claimReceipts([claim, { ...claim, address: "driver/2" }]);
      expect(receipts.filter(({ fresh }) => fresh)).toHaveLength(1);
      const addresses = new Set(receipts.map(({ address }) => address));
      expect(addresses.size).toBe(1);
    });

    test("of many who claim one key at once, one is first and all learn its address", async () => {
      const { one, other, fresh } = seat();
      const claim = claimOf(seat());
      const claims = Array.from({ length: 8 }, () => ({ ...claim, address: fresh() }));
      const receipts = (
        await Promise.all(
          claims.map((mine, i) => (i % 2 === 0 ? one : other).claimReceipts([mine])),
        )
      ).flat();
      const [winner, ...more] = receipts.filter((receipt) => receipt.fresh);
      expect(more).toEqual([]);
      expect(receipts.map(({ address }) => address)).toEqual(claims.map(() => winner?.address));
    });

    test("claims that cross each other do not stop each other", async () => {
      const { one, other } = seat();
      const claims = Array.from({ length: 30 }, () => claimOf(seat()));
      const [some, rest] = await Promise.all([
        one.claimReceipts(claims),
        other.claimReceipts(claims.toReversed()),
      ]);
      const turned = rest.toReversed();
      expect(some.map(({ fresh }, i) => fresh !== turned[i]?.fresh)).toEqual(
        claims.map(() => true),
      );
    });

    test("a key can be looked up without claiming it", async () => {
      const { one } = seat();
      const [known, unknown] = [claimOf(seat()), claimOf(seat())];
      await one.claimReceipts([known]);
      expect(await one.receipts([unknown, known])).toEqual([{ ...known, fresh: false }]);
      expect((await one.claimReceipts([unknown]))[0]?.fresh).toBe(true);
    });

    test("no keys are no trouble, and tidying up leaves young ones alone", async () => {
      const { one } = seat();
      const claim = claimOf(seat());
      await one.claimReceipts([claim]);
      await one.tidyUp();
      expect(await one.claimReceipts([])).toEqual([]);
      expect(await one.receipts([])).toEqual([]);
      expect(await one.receipts([claim])).toHaveLength(1);
    });
  });
}

function claimOf({ fresh, freshId }: Seat): ReceiptClaim {
  return { principal: "ada", key: freshId("key"), bodyHash: "hash", address: fresh() };
}
