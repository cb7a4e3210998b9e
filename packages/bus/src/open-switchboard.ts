import { Fault, openDeadlines, type World } from "@msafara/kernel";
import type { Switchboard } from "@msafara/runtime";
import { wordsOf } from "./bus-log.ts";
import { packFrame, unpackFrame } from "./call-frame.ts";
import type { Channel } from "./channel.ts";
import type { Wire } from "./open-wire.ts";

const PENDING_MAX = 10_000;

interface Pending {
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (fault: Fault) => void;
  readonly callOff: () => void;
}

/** What a switchboard is made of. */
export interface SwitchboardParts {
  readonly wire: Wire;
  readonly world: World;
  readonly channel: Channel;
  /** How many calls may wait for their answers; the next one is refused at once. */
  readonly pendingMax?: number;
}

/** Request and reply over pub/sub: each node hears its calls, each caller its answers. */
export async function openSwitchboard(
  parts: SwitchboardParts,
): Promise<Switchboard & { readonly close: () => void }> {
  const { wire, world, channel, pendingMax = PENDING_MAX } = parts;
  const caller = world.mint("bus");
  const pending = new Map<number, Pending>();
  const deadlines = openDeadlines(world);
  let calls = 0;

  /** Ends a call once; an answer that comes late finds nobody and is forgotten. */
  function settle(id: number, end: (call: Pending) => void): void {
    const call = pending.get(id);
    if (call === undefined) return;
    pending.delete(id);
    call.callOff();
    end(call);
  }

  await wire.hear(channel(caller, "answers"), (bytes) => {
    const frame = unpackFrame(bytes);
    if (frame?.kind === "answer") settle(frame.id, ({ resolve }) => resolve(frame.body));
    if (frame?.kind === "fault") {
      settle(frame.id, ({ reject }) => reject(new Fault(frame.why, { retry: frame.retry })));
    }
  });

  return {
    serve: (incarnation, answer) => serveOn(parts, incarnation, answer),
    call: (incarnation, body, timeoutMs) =>
      new Promise((resolve, reject) => {
        const give = (why: string) => reject(new Fault(`${why} "${incarnation}"`, { retry: true }));
        if (pending.size >= pendingMax) return give("Too many calls wait to call");
        calls += 1;
        const id = calls;
        const frame = packFrame({ kind: "call", id, caller, body });
        if (!wire.send(channel(incarnation, "calls"), frame)) return give("Found no way to call");
        const callOff = deadlines.set(timeoutMs, () => {
          settle(id, () => give(`Heard no answer within ${timeoutMs} ms from`));
        });
        pending.set(id, { resolve, reject, callOff });
      }),
    close: () => {
      deadlines.close();
      for (const id of pending.keys()) {
        settle(id, ({ reject }) => reject(new Fault("Closed the bus on a call", { retry: true })));
      }
    },
  };
}

function serveOn(
  { wire, channel }: SwitchboardParts,
  incarnation: string,
  answer: (frame: Uint8Array) => Promise<Uint8Array>,
): ReturnType<Switchboard["serve"]> {
  async function reply(id: number, caller: string, body: Uint8Array): Promise<void> {
    const frame = await answered(id, body);
    // An answer that is dropped here is one that its caller waits for in vain, and times out.
    wire.send(channel(caller, "answers"), frame);
  }

  async function answered(id: number, body: Uint8Array): Promise<Uint8Array> {
    try {
      return packFrame({ kind: "answer", id, body: await answer(body) });
    } catch (error) {
      // Only what says of itself that asking again could help may be asked again.
      const retry = error instanceof Fault && error.retry;
      return packFrame({ kind: "fault", id, why: wordsOf(error), retry });
    }
  }

  return wire.hear(channel(incarnation, "calls"), (bytes) => {
    const frame = unpackFrame(bytes);
    if (frame?.kind === "call") void reply(frame.id, frame.caller, frame.body);
  });
}
