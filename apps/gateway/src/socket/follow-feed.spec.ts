import type { Bus } from "@msafara/runtime";
import { array, assert, asyncProperty, boolean, nat, option, record } from "fast-check";
import { expect, test } from "vitest";
import { followFeed } from "./follow-feed.ts";
import { openFeed } from "./open-feed.ts";
import { openTruth } from "./specs/open-truth.ts";

/** What happens while the feed waits for something: so many commits, carried so many turns later. */
const anyMoment = record({ commits: nat(3), turns: nat(12), isLost: boolean() });
const anyDay = record({
  before: nat(6),
  after: option(nat(6), { nil: undefined }),
  moments: array(anyMoment, { maxLength: 30 }),
  page: nat(3).map((it) => it + 1),
});

test("whatever is committed while a reader catches up is told once and in order", async () => {
  await assert(
    asyncProperty(anyDay, async ({ before, after, moments, page }) => {
      const truth = openTruth(passMoment);
      const ears = new Set<(frame: Uint8Array) => void>();
      const live: Bus["live"] = {
        publish: (_, frame) => {
          for (const ear of ears) ear(frame);
        },
        subscribe: async (_, ear) => {
          ears.add(ear);
          return async () => void ears.delete(ear);
        },
      };
      const carried: Promise<void>[] = [];
      const left = [...moments];
      async function carry(frame: Uint8Array, turns: number): Promise<void> {
        for (let i = 0; i < turns; i++) await Promise.resolve();
        live.publish("", frame);
      }
      async function passMoment(): Promise<void> {
        const { commits, turns, isLost } = left.shift() ?? { commits: 0, turns: 0, isLost: false };
        for (let i = 0; i < commits; i++) {
          const frame = truth.commit();
          if (!isLost) carried.push(carry(frame, turns));
        }
        await Promise.resolve();
      }
      for (let i = 0; i < before; i++) truth.commit();

      const { watchable } = truth;
      const trouble = (error: unknown) => expect.unreachable(String(error));
      const place = { name: "it", topic: truth.topic, audience: truth.audience } as const;
      const feed = await openFeed({ ...place, bus: { live }, watchable, page, trouble });
      const told: number[] = [];
      const heads: number[] = [];
      const following = await followFeed(feed, after, {
        begin: (seq) => heads.push(seq),
        tell: ({ seq }) => told.push(seq),
        room: passMoment,
        isGone: () => false,
      });
      if (following === "resume-impossible") {
        expect(after ?? 0).toBeGreaterThan(before);
        expect(heads).toEqual([]);
        return;
      }
      while (left.length > 0) await passMoment();
      await Promise.all(carried);
      await feed.sweep();
      await feed.sweep();
      const start = after ?? heads[0] ?? 0;
      const wanted = Array.from({ length: truth.last() - start }, (_, i) => start + 1 + i);
      expect(told).toEqual(wanted);
      following.leave();
      await feed.close();
    }),
    { numRuns: 1_000 },
  );
});
