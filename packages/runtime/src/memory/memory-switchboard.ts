import { Fault, openDeadlines } from "@msafara/kernel";
import type { Switchboard } from "../ports/bus.ts";
import type { Socket } from "./memory-bus.ts";
import { type Call, openEar } from "./memory-exchange.ts";

/** Commands and answers within one process. */
export function memorySwitchboard(socket: Socket): Switchboard {
  const { world, exchange, wire, untilClose } = socket;
  const deadlines = openDeadlines(world);
  untilClose(async () => deadlines.close());
  return {
    serve: async (incarnation, answer) => {
      const ear = openEar<Call>(world, async ({ frame, answered, failed }) => {
        try {
          answered(await answer(frame));
        } catch (error) {
          failed(error);
        }
      });
      exchange.servers.set(incarnation, ear);
      return untilClose(async () => {
        ear.isStopped = true;
        if (exchange.servers.get(incarnation) === ear) exchange.servers.delete(incarnation);
      });
    },
    call: async (incarnation, frame, timeoutMs) => {
      const server = exchange.servers.get(incarnation);
      const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
      // The answer travels on the caller's wire too: which of the two loses it makes no difference.
      const back = (deliver: () => void) => wire.send(world, deliver);
      const call: Call = {
        frame: frame.slice(),
        answered: (answer) => {
          const copy = answer.slice();
          back(() => resolve(copy));
        },
        failed: (error) => back(() => reject(failureOf(incarnation, error))),
      };
      if (server === undefined) back(() => reject(unanswered(incarnation)));
      else wire.send(server.world, () => server.isStopped || server.hear(call));
      const callOff = deadlines.set(timeoutMs, () => reject(unanswered(incarnation)));
      try {
        return await promise;
      } finally {
        callOff();
      }
    },
  };
}

function unanswered(incarnation: string): Fault {
  return new Fault(`Nobody answered for ${incarnation} in time`, { retry: true });
}

/** Only whether asking again may help crosses the wire, and the sentence. */
function failureOf(incarnation: string, error: unknown): Fault {
  const retry = error instanceof Fault && error.retry;
  const what = error instanceof Error ? error.message : String(error);
  return new Fault(`${incarnation} failed to answer: ${what}`, { retry, cause: error });
}
