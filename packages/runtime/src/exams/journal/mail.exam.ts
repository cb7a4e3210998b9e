import { describe, expect, test } from "vitest";
import type { Address } from "../../address.ts";
import type { Journal } from "../../ports/journal.ts";
import type { OpenHall } from "./hall.ts";
import { mailTo, partitionsOf, readBox, type Seat, seqsOf, takeSeat } from "./seat.ts";

/** Mailboxes keep the order in which each sender sent. */
export function mailExam(open: OpenHall): void {
  describe("mail", () => {
    const seat = takeSeat(open);
    examNumbers(seat);
    examBoxes(seat);
    examWaiting(seat);
  });
}

function examNumbers(seat: () => Seat): void {
  test("numbers are answered in the order sent, and grow", async () => {
    const { commit, fresh, one } = seat();
    const common = fresh();
    const receivers = Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? common : fresh()));
    const mail = receivers.map((receiver, i) => mailTo(receiver, { kind: `k${i}` }));
    const seqs = seqsOf(await commit({ mail }));
    expect(seqs).toHaveLength(40);
    expect(seqs).toEqual(seqs.toSorted((one_, other) => one_ - other));
    expect(new Set(seqs).size).toBe(40);
    for (const [i, receiver] of receivers.entries()) {
      const box = await readBox(one, receiver);
      expect(box.find(({ seq }) => seq === seqs[i])?.kind).toBe(`k${i}`);
    }
  });

  test("a message is kept to the byte", async () => {
    const { commit, fresh, other } = seat();
    const receiver = fresh();
    const body = Uint8Array.from({ length: 256 }, (_, i) => i);
    const sent = mailTo(receiver, {
      body,
      sender: "effect:eff_1",
      trace: "",
      depth: 9,
      release: 7,
    });
    const [seq = 0] = seqsOf(await commit({ mail: [sent] }));
    const [kept] = await readBox(other, receiver);
    expect({ ...kept, body: [...(kept?.body ?? [])] }).toEqual({ ...sent, seq, body: [...body] });
  });

  test("what a sender sent first comes first, over whichever connection and from whichever node", async () => {
    const { commit, commitElsewhere, fresh, one } = seat();
    const receiver = fresh();
    const kinds = Array.from({ length: 12 }, (_, i) => `k${i}`);
    for (const [i, kind] of kinds.entries()) {
      const send = i % 3 === 0 ? commitElsewhere : commit;
      await send({ mail: [mailTo(receiver, { kind })] }, i % 2);
    }
    expect((await readBox(one, receiver)).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("two nodes that write into each other's mailboxes all day do not stop each other", async () => {
    const { commit, commitElsewhere, fresh, one } = seat();
    const receivers = Array.from({ length: 20 }, () => fresh());
    const mail = receivers.map((receiver) => mailTo(receiver));
    for (let round = 0; round < 10; round++) {
      const outcomes = await Promise.all([
        commit({ mail }, 0),
        commit({ mail: mail.toReversed() }, 1),
        commitElsewhere({ mail: mail.toReversed() }),
      ]);
      expect(outcomes.every(({ outcome }) => outcome === "committed")).toBe(true);
    }
    const boxes = await one.mailboxes({ addresses: receivers, max: 100 });
    expect(boxes.every((box) => box.mail.length === 30)).toBe(true);
  });
}

function examBoxes(seat: () => Seat): void {
  test("a mailbox is answered for each address, also when it is empty", async () => {
    const { commit, fresh, one } = seat();
    const [full, empty] = [fresh(), fresh()];
    await commit({ mail: [mailTo(full)] });
    const boxes = await one.mailboxes({ addresses: [empty, full], max: 10 });
    const sizes = new Map(boxes.map(({ address, mail, more }) => [address, [mail.length, more]]));
    expect(sizes).toEqual(
      new Map([
        [empty, [0, false]],
        [full, [1, false]],
      ]),
    );
  });

  test.for([
    [2, 2, true],
    [3, 3, false],
    [4, 3, false],
  ] as const)(
    "of three messages a window of %i shows the first %i, and more: %s",
    async ([max, shown, more]) => {
      const { commit, fresh, one } = seat();
      const receiver = fresh();
      const seqs = seqsOf(
        await commit({ mail: [mailTo(receiver), mailTo(receiver), mailTo(receiver)] }),
      );
      const [box] = await one.mailboxes({ addresses: [receiver], max });
      expect(box?.mail.map(({ seq }) => seq)).toEqual(seqs.slice(0, shown));
      expect(box?.more).toBe(more);
    },
  );

  test("what was consumed is gone, and the rest keeps its order", async () => {
    const { commit, fresh, one } = seat();
    const receiver = fresh();
    const seqs = seqsOf(
      await commit({ mail: [mailTo(receiver), mailTo(receiver), mailTo(receiver)] }),
    );
    await commit({ consumed: [{ receiver, seq: seqs[1]! }] });
    expect((await readBox(one, receiver)).map(({ seq }) => seq)).toEqual([seqs[0], seqs[2]]);
  });

  test("a suspect is told with its mailbox", async () => {
    const { commit, fresh, one, other } = seat();
    const [address, innocent] = [fresh(), fresh()];
    const [seq = 0] = seqsOf(await commit({ mail: [mailTo(address)] }));
    const item = `mail ${seq}`;
    await one.suspect({ address, item, why: "ran for 10 s" });
    await one.suspect({ address, item: "timer expiry 3", why: "ran for 10 s" });
    await other.suspect({ address, item, why: "ran for 10 s again" });
    const boxes = await other.mailboxes({ addresses: [address, innocent], max: 10 });
    const suspects = new Map(boxes.map((box) => [box.address, box.suspects.toSorted()]));
    expect(suspects.get(address)).toEqual([item, "timer expiry 3"]);
    expect(suspects.get(innocent)).toEqual([]);
  });
}

function examWaiting(seat: () => Seat): void {
  test.for([1, 3, 100])(
    "who waits is found, each once and in order, in pages of %i",
    async (limit) => {
      const { commit, fresh, one } = seat();
      const receivers = Array.from({ length: 8 }, () => fresh());
      const mail = receivers.flatMap((receiver) => [mailTo(receiver), mailTo(receiver)]);
      await commit({ mail });
      const found = await readWaiting(one, partitionsOf(receivers), limit);
      expect(found).toEqual([...new Set(found)].toSorted());
      expect(found.filter((address) => receivers.includes(address))).toEqual(receivers.toSorted());
    },
  );

  test("addresses that languages sort in their own ways are found all the same", async () => {
    const { commit, one } = seat();
    const receivers = [
      "x/a-1",
      "x/a_1",
      "x/a1",
      "x/A1",
      "x/B",
      "x/a",
      "x/é",
      "x/ab",
    ] satisfies Address[];
    await commit({ mail: receivers.map((receiver) => mailTo(receiver)) });
    const found = await readWaiting(one, partitionsOf(receivers), 2);
    expect(found.filter((address) => address.startsWith("x/")).toSorted()).toEqual(
      receivers.toSorted(),
    );
  });

  test("who has nothing waiting, or waits elsewhere, is not told", async () => {
    const { commit, fresh, one } = seat();
    const [done, elsewhere] = [fresh(), fresh()];
    const seqs = seqsOf(await commit({ mail: [mailTo(done), mailTo(elsewhere)] }));
    await commit({ consumed: [{ receiver: done, seq: seqs[0]! }] });
    const partitions = partitionsOf([done]).filter(
      (one_) => !partitionsOf([elsewhere]).includes(one_),
    );
    const found = await one.waiting({ partitions, limit: 1_000 });
    expect(found).not.toContain(done);
    expect(found).not.toContain(elsewhere);
    expect(await one.waiting({ partitions: [], limit: 10 })).toEqual([]);
  });
}

async function readWaiting(
  journal: Journal,
  partitions: readonly number[],
  limit: number,
): Promise<readonly Address[]> {
  const found: Address[] = [];
  for (;;) {
    const after = found.at(-1);
    const page = await journal.waiting({
      partitions,
      limit,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.length).toBeLessThanOrEqual(limit);
    found.push(...page);
    if (page.length < limit) return found;
  }
}
