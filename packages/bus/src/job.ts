import type { Task } from "@msafara/runtime";

/** A task as BullMQ keeps it, in JSON. */
export interface Job {
  readonly id: string;
  readonly body: string;
}

/** BullMQ joins its keys with colons and refuses ids that are whole numbers. */
export function jobIdOf(id: string): string {
  return `task-${encodeURIComponent(id.toWellFormed())}`;
}

/** Nor may a queue's name hold a colon; the braces keep its keys in one slot of a cluster. */
export function queueNameOf(queue: string): string {
  return `{${encodeURIComponent(queue.toWellFormed())}}`;
}

/** Packs a task. */
export function jobOf({ id, body }: Task): Job {
  return { id, body: Buffer.from(body).toString("base64") };
}

/** Unpacks a task. */
export function taskOf(queue: string, { id, body }: Job): Task {
  return { queue, id, body: new Uint8Array(Buffer.from(body, "base64")) };
}
