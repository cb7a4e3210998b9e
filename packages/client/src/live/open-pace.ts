import type { World } from "@msafara/kernel";

const SECOND_MS = 1_000;
/** The server reads thirty and leaves the rest unread; clocks and networks bunch what was spread. */
const FRAMES_A_SECOND = 15;

type Frame = string | Uint8Array<ArrayBuffer>;

interface PaceParts {
  readonly world: World;
  readonly signal: AbortSignal;
  readonly send: (frame: Frame) => void;
}

/** Sends in order, and never more in a second than a server is willing to read. */
export function openPace({ world, signal, send }: PaceParts): {
  readonly say: (frame: Frame) => void;
} {
  const waiting: Frame[] = [];
  let isSending = false;
  let since = world.ticks();
  let count = 0;

  async function sendAll(): Promise<void> {
    for (;;) {
      const frame = waiting.shift();
      if (frame === undefined || signal.aborted) break;
      if (world.ticks() - since >= SECOND_MS) {
        since = world.ticks();
        count = 0;
      }
      if (count >= FRAMES_A_SECOND) {
        await world.sleep(SECOND_MS, signal);
        since = world.ticks();
        count = 0;
      }
      count += 1;
      if (!signal.aborted) send(frame);
    }
    isSending = false;
  }

  return {
    say: (frame) => {
      waiting.push(frame);
      if (isSending) return;
      isSending = true;
      void sendAll();
    },
  };
}
