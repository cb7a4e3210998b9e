import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { addressOf } from "../address.ts";
import { decode } from "../body.ts";
import { LIMITS } from "../limits.ts";
import type { Given, Role } from "../role.ts";
import { type PurseMessage, purseRole } from "./play/purse-role.ts";
import { takeTurn, type Turn } from "./turn.ts";

const ADA = addressOf("purse", "ada");
const BEN = addressOf("purse", "ben");
const given: Given = {
  self: ADA,
  sender: "principal:usr_ada",
  now: 1_000,
  mint: (kind) => `${kind}_1`,
  dice: () => 0.5,
  release: 1,
  settings: {},
};

/** A purse with ten in it takes one message; each test spoils one thing. */
function turn(
  message: PurseMessage,
  spoil: { role?: Role; limits?: Partial<typeof LIMITS>; depth?: number; release?: number } = {},
): Turn {
  return takeTurn({
    role: spoil.role ?? purseRole,
    agent: { state: { amount: 10, heard: [] }, version: 3, turnedAt: 0, heads: { all: 7 } },
    cause: { message, sender: "principal:usr_ada", depth: spoil.depth ?? 4, trace: "trc_1" },
    given: { ...given, release: spoil.release ?? 1 },
    limits: { ...LIMITS, ...spoil.limits },
  });
}

describe("a turn", () => {
  test("is one version, whatever it decides, with events numbered within it", () => {
    const { agent, events } = turn({ type: "fill", amount: 5 });
    expect(agent.version).toBe(4);
    expect(events.map(({ version, n }) => [version, n])).toEqual([[4, 0]]);
  });

  test("that refuses changes nothing", () => {
    const { agent, events, refusal, state } = turn({ type: "pass", amount: 11, to: BEN });
    expect([agent.version, events, state]).toEqual([3, [], undefined]);
    expect(refusal !== undefined && isRefusal(refusal)).toBe(true);
  });

  test("sends one step further from the cause, under its trace", () => {
    const [mail] = turn({ type: "pass", amount: 1, to: BEN }).mail;
    expect(mail).toMatchObject({
      receiver: BEN,
      sender: ADA,
      kind: "passed",
      depth: 5,
      trace: "trc_1",
    });
  });

  test("counts live events on without a gap", () => {
    const { live, agent } = turn({ type: "fill", amount: 5 });
    expect([live[0]?.seq, agent.heads]).toEqual([8, { all: 8 }]);
  });

  test("gives a timer its own version as generation", () => {
    expect(turn({ type: "remind", inMs: 50, word: "tea" }).timers[0]).toMatchObject({
      due: 1_050,
      generation: 4,
    });
  });

  test.for([
    [
      "more messages than a turn may send",
      { type: "burst", to: [BEN, BEN, BEN], word: "x" },
      { limits: { sendsPerTurn: 2 } },
      "sends at most 2",
    ],
    [
      "a chain that never ends",
      { type: "pass", amount: 1, to: BEN },
      { depth: LIMITS.causalDepth },
      "never ends",
    ],
    [
      "a body that is too large",
      { type: "say", word: "x".repeat(300) },
      { limits: { bodyBytes: 200 } },
      "over the 200 allowed",
    ],
    [
      "a state that is too large",
      { type: "say", word: "x".repeat(300) },
      { limits: { stateBytes: 200 } },
      "state of 326 bytes",
    ],
    ["a word that cannot be stored", { type: "say", word: "\ud800" }, {}, "half a surrogate pair"],
  ] as const)("throws at %s", ([, message, spoil, why]) => {
    expect(() => turn(message, spoil)).toThrow(why);
  });

  test("writes what the oldest live node reads", () => {
    const role: Role = {
      ...purseRole,
      schema: 2,
      writes: (release) => Math.min(release, 2),
      downcast: {
        state: (_, state) => ({ ...state, old: true }),
        event: (_, event) => ({ ...event, old: true }),
      },
    };
    const old = turn({ type: "fill", amount: 5 }, { role, release: 1 });
    expect([old.schema, decode(old.state ?? new Uint8Array())]).toMatchObject([1, { old: true }]);
    expect(old.events[0]).toMatchObject({ schema: 1 });
    const today = turn({ type: "fill", amount: 5 }, { role, release: 2 });
    expect([today.schema, decode(today.state ?? new Uint8Array())]).toEqual([
      2,
      { amount: 15, heard: [] },
    ]);
  });
});
