import { cpus } from "node:os";

/** How many cores everybody together keeps busy for a while in which we do nothing. */
export async function busyCores(whileMs: number): Promise<number> {
  const before = spent();
  await new Promise((resolve) => setTimeout(resolve, whileMs));
  const after = spent();
  const passed = after.idle - before.idle + after.busy - before.busy;
  return ((after.busy - before.busy) / passed) * cpus().length;
}

function spent(): { readonly idle: number; readonly busy: number } {
  let [idle, busy] = [0, 0];
  for (const { times } of cpus()) {
    idle += times.idle;
    busy += times.user + times.nice + times.sys + times.irq;
  }
  return { idle, busy };
}
