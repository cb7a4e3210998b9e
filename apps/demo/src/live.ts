import { MsafaraProblem } from "@msafara/client";
import type { Stage } from "./stage.ts";

const FIRST_WAIT_MS = 2_000;
const WAIT_MS_MAX = 60_000;
const JITTER = 0.4;

/**
 * One thing after the other, until the demonstration ends. What the market refuses or cannot do just now is
 * noted, and looked at afresh a little later; what is our own mistake ends the demonstration.
 */
export async function live(stage: Stage, who: string, turn: () => Promise<number>): Promise<void> {
  const { world, ended } = stage;
  for (let troubles = 0; !ended.aborted;) {
    const waitMs = await tryTurn();
    const jitter = 1 + JITTER * (world.dice(`pause:${who}`) - 0.5);
    await world.sleep(waitMs * jitter, ended);

    async function tryTurn(): Promise<number> {
      try {
        const restMs = await turn();
        troubles = 0;
        return restMs;
      } catch (error) {
        if (!(error instanceof MsafaraProblem)) throw error;
        if (ended.aborted) return 0;
        stage.note({ event: "demo.refused", who, code: error.code, status: error.status });
        const growingMs = Math.min(FIRST_WAIT_MS * 2 ** troubles, WAIT_MS_MAX);
        troubles++;
        return Math.max(growingMs, error.retryAfterMs ?? 0);
      }
    }
  }
}
