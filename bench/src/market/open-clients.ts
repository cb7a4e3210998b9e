import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Fault } from "@msafara/kernel";
import type { FollowOrder } from "./followers.ts";
import type { LoadOrder, LoadReport } from "./http-load.ts";
import type { ChildOrder } from "./load-child.ts";

const CHILD = join(import.meta.dirname, "load-child.ts");

/** A process that stands in for the clients, so that they do not run on the gateway's core. */
export interface Clients {
  readonly pid: number;
  readonly load: (order: LoadOrder) => Promise<LoadReport>;
  readonly follow: (order: FollowOrder) => Promise<void>;
  readonly tell: (request: string) => Promise<number>;
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts one; it answers one order after the other. */
export async function openClients(): Promise<Clients> {
  const child = fork(CHILD, { serialization: "advanced" });
  const gone = once(child, "exit");

  async function ask<Word>(order: ChildOrder): Promise<Word> {
    const told = once(child, "message");
    child.send(order);
    const first = await Promise.race([told, gone.then(() => undefined)]);
    if (first === undefined) throw new Fault("The clients ended early", { retry: false });
    const [answer]: { readonly word?: Word; readonly error?: string }[] = first;
    if (answer?.error !== undefined) {
      throw new Fault(`The clients failed: ${answer.error}`, { retry: false });
    }
    return answer!.word!;
  }

  return {
    pid: child.pid!,
    load: async (load) => await ask({ load }),
    follow: async (follow) => await ask({ follow }),
    tell: async (tell) => await ask({ tell }),
    leave: async () => await ask({ leave: true }),
    close: async () => {
      child.disconnect();
      await gone;
    },
  };
}
