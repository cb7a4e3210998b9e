import { Fault, realWorld } from "@msafara/kernel";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openGroupCaller } from "../group/open-group-caller.ts";
import { type GroupMember, serveGroup } from "../group/serve-group.ts";
import type { BusPair } from "./bus.exam.ts";

const PATIENCE = { tryMs: 2_000, timeoutMs: 4_000 };
const world = realWorld();

/** What every bus lets a group do that answers questions any of its members could. */
export function groupExam(name: string, open: () => Promise<BusPair>): void {
  describe(`A group on ${name}`, () => {
    let pair: BusPair;
    const stops: (() => Promise<void>)[] = [];
    beforeEach(async () => {
      pair = await open();
    });
    afterEach(async () => {
      await Promise.all(stops.splice(0).map((stop) => stop()));
      await pair.close();
    });

    const join = async (more: Partial<GroupMember> & Pick<GroupMember, "answer">) => {
      const stop = await serveGroup({ bus: pair.other, world, group: "roads", ...more });
      stops.push(stop);
      return stop;
    };
    const callerWhoSees = async (count: number) => {
      await vi.waitFor(async () =>
        expect(await pair.one.presence.members("roads")).toHaveLength(count),
      );
      const caller = openGroupCaller({ bus: pair.one, world, group: "roads" });
      stops.push(caller.close);
      return caller;
    };

    test("answers, to the byte", async () => {
      await join({ answer: async (frame) => Uint8Array.of(...frame, 255) });
      const caller = await callerWhoSees(1);
      expect(await caller.ask(Uint8Array.of(0, 128), PATIENCE)).toEqual(bytes(0, 128, 255));
    });

    test("of nobody answers nothing, and at once", async () => {
      const caller = await callerWhoSees(0);
      expect(await caller.ask(Uint8Array.of(1), PATIENCE)).toBeUndefined();
    });

    test("asks another member when one was killed while it answered", async () => {
      const dead = Promise.withResolvers<Uint8Array>();
      let hears = 0;
      const hearAndDie = () => {
        hears += 1;
        return dead.promise;
      };
      await join({ answer: hearAndDie });
      await join({ bus: pair.one, answer: async (frame) => frame });
      const caller = await callerWhoSees(2);
      const wish = { tryMs: 300, timeoutMs: 5_000 };
      const answers = [1, 2, 3, 4].map((at) => caller.ask(Uint8Array.of(at), wish));
      await vi.waitFor(() => expect(hears).toBe(2));
      await pair.other.close();
      expect(await Promise.all(answers)).toEqual([1, 2, 3, 4].map((at) => bytes(at)));
      dead.resolve(bytes());
    });

    test("asks another member when one fails in a way that may pass", async () => {
      let failures = 0;
      const fail = async () => {
        failures += 1;
        throw new Fault("No map yet", { retry: true });
      };
      await join({ answer: fail });
      await join({ bus: pair.one, answer: async (frame) => frame });
      const caller = await callerWhoSees(2);
      for (const at of [1, 2, 3, 4, 5, 6]) {
        expect(await caller.ask(Uint8Array.of(at), PATIENCE)).toEqual(bytes(at));
      }
      // Whoever failed just now is not asked again so soon.
      expect(failures).toBeLessThan(2);
    });

    test("asks nobody else when one fails for good", async () => {
      let calls = 0;
      const fail = async () => {
        calls += 1;
        throw new Fault("A bug", { retry: false });
      };
      await join({ answer: fail });
      await join({ bus: pair.one, answer: fail });
      const caller = await callerWhoSees(2);
      const answer = caller.ask(Uint8Array.of(1), PATIENCE);
      await expect(answer).rejects.toMatchObject({ name: "Fault", retry: false });
      expect(calls).toBe(1);
    });

    test("asks another when one is busy, and takes that for an answer when all are", async () => {
      const wish = { ...PATIENCE, isBetterElsewhere: ([first]: Uint8Array) => first === 0 };
      await join({ answer: async () => Uint8Array.of(0) });
      const stop = await join({ bus: pair.one, answer: async () => Uint8Array.of(1) });
      const caller = await callerWhoSees(2);
      for (let i = 0; i < 6; i++) expect(await caller.ask(bytes(), wish)).toEqual(bytes(1));
      await stop();
      const late = await callerWhoSees(1);
      expect(await late.ask(bytes(), wish)).toEqual(bytes(0));
    });

    test("shares what is asked at once among its members", async () => {
      const counts = [0, 0];
      const finish = Promise.withResolvers<void>();
      const answer = (at: 0 | 1) => async (frame: Uint8Array) => {
        counts[at]! += 1;
        await finish.promise;
        return frame;
      };
      await join({ answer: answer(0) });
      await join({ bus: pair.one, answer: answer(1) });
      const caller = await callerWhoSees(2);
      const asked = Array.from({ length: 10 }, (_, i) => caller.ask(Uint8Array.of(i), PATIENCE));
      await vi.waitFor(() => expect(counts).toEqual([5, 5]));
      finish.resolve();
      await Promise.all(asked);
    });

    test("turns away what is more than its member can bear", async () => {
      const finish = Promise.withResolvers<void>();
      let calls = 0;
      const answer = async (frame: Uint8Array) => {
        calls += 1;
        await finish.promise;
        return frame;
      };
      await join({ answer, underWayMax: 1 });
      const caller = await callerWhoSees(1);
      const first = caller.ask(Uint8Array.of(1), PATIENCE);
      await vi.waitFor(() => expect(calls).toBe(1));
      expect(await caller.ask(Uint8Array.of(2), PATIENCE)).toBeUndefined();
      finish.resolve();
      expect(await first).toEqual(bytes(1));
    });

    test("loses no answer when a member leaves, and asks it nothing more", async () => {
      const finish = Promise.withResolvers<void>();
      const asked = Promise.withResolvers<void>();
      const stop = await join({
        answer: async (frame) => {
          asked.resolve();
          await finish.promise;
          return frame;
        },
      });
      const caller = await callerWhoSees(1);
      const answer = caller.ask(Uint8Array.of(1), PATIENCE);
      await asked.promise;
      const stopping = stop();
      await vi.waitFor(async () => expect(await pair.one.presence.members("roads")).toEqual([]));
      finish.resolve();
      await stopping;
      expect(await answer).toEqual(bytes(1));
      const late = await callerWhoSees(0);
      expect(await late.ask(Uint8Array.of(2), PATIENCE)).toBeUndefined();
    });
  });
}

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}
