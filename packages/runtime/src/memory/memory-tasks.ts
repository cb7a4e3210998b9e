import { Fault } from "@msafara/kernel";
import type { Stop, Task, Tasks } from "../ports/bus.ts";
import type { Socket } from "./memory-bus.ts";
import type { Errand, Hand, Queue } from "./memory-exchange.ts";

/** More than these in a queue, and whoever adds has to come back; it sweeps anyway. */
const QUEUED_MAX = 100_000;

/** A worker not seen for so long is dead, and what it ran may come again. */
const STALLED_MS = 30_000;

/** Background work within one process. */
export function memoryTasks(socket: Socket): Tasks {
  const { wire, untilClose } = socket;
  return {
    add: async ({ queue: name, id, body, delayMs = 0 }) => {
      const task: Task = { queue: name, id, body: body.slice() };
      await wire.ask("tasks.add", () => addErrand(socket, task, delayMs));
    },
    work: async (name, concurrency, perform) => {
      const queue = queueOf(socket, name);
      const worker = hire(socket, queue, { concurrency, perform });
      queue.hands.add(worker.hand);
      worker.hand.look();
      return untilClose(async () => {
        queue.hands.delete(worker.hand);
        await worker.stop();
        // What was meant for it goes to those who stay.
        for (const hand of queue.hands) hand.look();
      });
    },
  };
}

function addErrand(socket: Socket, task: Task, delayMs: number): void {
  const { exchange } = socket;
  const queue = queueOf(socket, task.queue);
  const known = queue.byId.get(task.id);
  if (known !== undefined && !isStalled(socket, known)) return;
  if (queue.byId.size >= QUEUED_MAX)
    throw new Fault(`Queue ${task.queue} is full`, { retry: true });
  const cancel = new AbortController();
  const errand: Errand = {
    task,
    state: "delayed",
    worker: undefined,
    cancel,
    delayed: undefined,
  };
  queue.byId.set(task.id, errand);
  const ready = () => {
    if (queue.byId.get(task.id) !== errand) return;
    errand.state = "waiting";
    queue.waiting.push(errand);
    for (const hand of queue.hands) hand.look();
  };
  if (delayMs <= 0) return ready();
  errand.delayed = exchange.world.sleep(delayMs, cancel.signal).then(ready);
}

interface Work {
  readonly concurrency: number;
  readonly perform: (task: Task) => Promise<void>;
}

/** A worker fetches its tasks itself, in its own world: a dead one fetches none. */
function hire(
  socket: Socket,
  queue: Queue,
  { concurrency, perform }: Work,
): { hand: Hand; stop: Stop } {
  const { world, exchange, wire } = socket;
  const running = new Set<Promise<void>>();
  const waiting = new AbortController();
  let isStopped = false;
  let isLooking = false;
  let life = Promise.resolve();

  function look(): void {
    if (isLooking || isStopped || running.size >= concurrency) return;
    isLooking = true;
    wire.wake(world, fetch);
  }

  function fetch(): void {
    isLooking = false;
    if (isStopped) return;
    while (running.size < concurrency) {
      const errand = queue.waiting.shift();
      if (errand === undefined) return;
      errand.state = "running";
      errand.worker = hand;
      const run = runErrand(socket, { queue, errand, perform }).finally(() => {
        running.delete(run);
        look();
      });
      running.add(run);
      if (running.size === 1 && wire.isFaulty) life = showLife();
    }
  }

  async function showLife(): Promise<void> {
    for (; running.size > 0; await world.sleep(STALLED_MS / 3, waiting.signal))
      hand.seenAt = exchange.world.ticks();
  }

  const hand: Hand = { look, seenAt: exchange.world.ticks() };
  const stop = async () => {
    isStopped = true;
    await Promise.all(running);
    waiting.abort();
    await life;
  };
  return { hand, stop };
}

/** Whoever adds also sweeps: a task that failed is not tried again here. */
async function runErrand(
  { wire }: Socket,
  { queue, errand, perform }: { queue: Queue; errand: Errand } & Pick<Work, "perform">,
): Promise<void> {
  const { task } = errand;
  try {
    await perform({ ...task, body: task.body.slice() });
  } catch {
    // See above.
  }
  if (queue.byId.get(task.id) !== errand) return;
  if (wire.isRetained()) errand.state = "retained";
  else queue.byId.delete(task.id);
}

function isStalled({ exchange, wire }: Socket, { state, worker }: Errand): boolean {
  if (!wire.isFaulty || state !== "running" || worker === undefined) return false;
  return worker.seenAt < exchange.world.ticks() - STALLED_MS;
}

function queueOf({ exchange }: Socket, name: string): Queue {
  const present = exchange.queues.get(name);
  if (present !== undefined) return present;
  const queue: Queue = { byId: new Map(), waiting: [], hands: new Set() };
  exchange.queues.set(name, queue);
  return queue;
}
