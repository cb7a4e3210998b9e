import { Fault } from "@msafara/kernel";
import type { Stop, Task, Tasks } from "@msafara/runtime";
import { type JobsOptions, Queue } from "bullmq";
import type { Redis } from "ioredis";
import { asked } from "./asked.ts";
import { wordsOf } from "./bus-log.ts";
import { connectBriskly, connectPatiently, type Line } from "./connect-redis.ts";
import { hireWorker } from "./hire-worker.ts";
import { type Job, jobIdOf, jobOf, queueNameOf } from "./job.ts";

/** BullMQ ignores an add for a job id that it still keeps, failed ones included: it keeps none. */
const KEEP_NONE = { removeOnComplete: true, removeOnFail: true } satisfies JobsOptions;

/** Background work on BullMQ. */
export function openTasks(
  line: Line,
  prefix: string,
): Tasks & { readonly close: () => Promise<void> } {
  const queues = new Map<string, Queue<Job>>();
  const stops = new Set<Stop>();
  // Opened when first needed: most programs only add, or only work. Neither is auto-pipelined,
  // since a script that a restarted Redis has forgotten is sent again only outside of pipelines.
  let adder: Adder | undefined;
  let hands: Redis | undefined;

  function queueOf(name: string, connection: Redis): Queue<Job> {
    const known = queues.get(name);
    if (known !== undefined) return known;
    // Its check of the version would, when cut off, leave a queue that fails for ever.
    const options = { connection, prefix: `${prefix}:tasks`, skipVersionCheck: true };
    const queue = new Queue<Job>(queueNameOf(name), options);
    queue.on("error", (error) => {
      if (connection.status !== "ready") return;
      line.log({ event: "tasks.failed", queue: name, why: wordsOf(error) });
    });
    queues.set(name, queue);
    return queue;
  }

  return {
    add: async (task) => {
      adder ??= openAdder(line);
      await adder.tried;
      const { redis } = adder;
      // A queue that starts while Redis is away would wait for it without end; nobody else shall.
      if (redis.status !== "ready") throw new Fault("Found no way to add a task", { retry: true });
      await asked(`Add a task to "${task.queue}"`, addTo(queueOf(task.queue, redis), redis, task));
    },
    work: async (queue, concurrency, perform) => {
      hands ??= connectPatiently(line);
      const worker = hireWorker({ line, prefix, connection: hands, queue, concurrency, perform });
      const stop = async () => {
        stops.delete(stop);
        await worker.stop();
      };
      stops.add(stop);
      return stop;
    },
    close: async () => {
      await Promise.all([...stops].map((stop) => stop()));
      await Promise.all([...queues.values()].map((queue) => queue.close()));
      adder?.redis.disconnect();
      hands?.disconnect();
    },
  };
}

interface Adder {
  readonly redis: Redis;
  /** Settles with the first try to connect, well or not. */
  readonly tried: Promise<void>;
}

function openAdder(line: Line): Adder {
  const redis = connectBriskly(line, { lazyConnect: true });
  return { redis, tried: redis.connect().catch(() => undefined) };
}

async function addTo(queue: Queue<Job>, redis: Redis, task: Task): Promise<void> {
  const jobId = jobIdOf(task.id);
  const add = () =>
    queue.add("task", jobOf(task), { ...KEEP_NONE, jobId, delay: task.delayMs ?? 0 });
  // An older release may have left the same id behind, ended but kept: then this add did nothing.
  // Asked beside it and not before, so that the usual add costs one round trip.
  const [, ...kept] = await Promise.all([
    add(),
    redis.zscore(queue.toKey("failed"), jobId),
    redis.zscore(queue.toKey("completed"), jobId),
  ]);
  if (kept.every((score) => score === null)) return;
  await queue.remove(jobId);
  await add();
}
