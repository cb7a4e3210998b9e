import type { Stop, Task } from "@msafara/runtime";
import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { wordsOf } from "./bus-log.ts";
import type { Line } from "./connect-redis.ts";
import { type Job, queueNameOf, taskOf } from "./job.ts";

/** How long a task of a program that died is missed: its lock must end, then somebody must look. */
const LOCK_MS = 20_000;
const STALL_LOOK_MS = 10_000;
/** BullMQ's own 15 s would leave a queue idle long after Redis is back. */
const RETRY_MS = 500;
const LEAVE_MS_MAX = 5_000;

/** What a worker needs to know. */
export interface Hire {
  readonly line: Line;
  readonly prefix: string;
  readonly connection: Redis;
  readonly queue: string;
  readonly concurrency: number;
  readonly perform: (task: Task) => Promise<void>;
}

/** Sets a worker to a queue. Its stop takes no new task and waits for those that run. */
export function hireWorker({ line, prefix, connection, queue, concurrency, perform }: Hire): {
  readonly stop: Stop;
} {
  const { world, log } = line;
  const running = new Set<Promise<void>>();

  /** Never rejects: to BullMQ every task ends well, so nothing is retried, delayed or kept. */
  async function attempt(task: Task): Promise<void> {
    try {
      await perform(task);
    } catch (error) {
      log({ event: "task.failed", queue, id: task.id, why: wordsOf(error) });
    }
  }

  const worker = new Worker<Job>(
    queueNameOf(queue),
    async ({ data }) => {
      const task = attempt(taskOf(queue, data));
      running.add(task);
      await task;
      running.delete(task);
    },
    {
      connection,
      prefix: `${prefix}:tasks`,
      concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALL_LOOK_MS,
      runRetryDelay: RETRY_MS,
    },
  );
  // After a FLUSHALL the end of each running task is such an error: its job is not there any more.
  // That Redis is away has been said already, and BullMQ would say it with every try.
  worker.on("error", (error) => {
    if (connection.status === "ready") log({ event: "tasks.failed", queue, why: wordsOf(error) });
  });

  async function leave(): Promise<void> {
    // Closed in peace while Redis is away, BullMQ would wait for an end that never comes.
    const isAway = connection.status !== "ready";
    if (isAway) await Promise.all(running);
    const leaving = worker.close(isAway);
    await Promise.all(running);
    const awake = new AbortController();
    await Promise.race([leaving, world.sleep(LEAVE_MS_MAX, awake.signal)]);
    awake.abort();
    await Promise.all(running);
  }

  let left: Promise<void> | undefined;
  return { stop: () => (left ??= leave()) };
}
