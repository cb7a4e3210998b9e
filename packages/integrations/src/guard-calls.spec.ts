import { Fault } from "@msafara/kernel";
import { openStillWorld } from "@msafara/runtime/memory";
import { describe, expect, test } from "vitest";
import { guardCalls } from "./guard-calls.ts";

const LIMITS = { timeoutMs: 100, callsMax: 2, failuresMax: 1, openMs: 1_000, openMsMax: 4_000 };

async function saysNo(): Promise<never> {
  throw new Fault("No", { retry: false, code: "no" });
}

describe("a guarded call", () => {
  test("hears when nobody waits for it any longer", async () => {
    const world = openStillWorld();
    const guarded = guardCalls({ world, limits: LIMITS });
    let heard: AbortSignal | undefined;
    const late = guarded((givenUp) => {
      heard = givenUp;
      return new Promise(() => {});
    }).catch((error: unknown) => error);
    await world.move(99);
    expect(heard?.aborted).toBe(false);
    await world.move(1);
    expect(await late).toMatchObject({ retry: true });
    expect(heard?.aborted).toBe(true);
  });

  test("that was refused for good is an answer, unless whoever guards says otherwise", async () => {
    const world = openStillWorld();
    const lenient = guardCalls({ world, limits: LIMITS });
    const strict = guardCalls({ world, limits: LIMITS, isAnswer: () => false });
    await expect(lenient(saysNo)).rejects.toMatchObject({ code: "no" });
    await expect(lenient(saysNo)).rejects.toMatchObject({ code: "no" });
    await expect(strict(saysNo)).rejects.toMatchObject({ code: "no" });
    await expect(strict(saysNo)).rejects.toMatchObject({ retry: true, code: undefined });
  });
});
