/** What this process has used of CPU so far, user and system, in milliseconds. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** What a piece of work uses of CPU, in milliseconds. */
export function cpuOf(work: () => unknown): number {
  const began = cpuMs();
  work();
  return cpuMs() - began;
}

/** A clock of CPU for budgets: it is looked at often, and asks the system now and then. */
export function cpuTicks(): () => number {
  let looks = 0;
  let last = cpuMs();
  return () => {
    looks = (looks + 1) % 32;
    if (looks === 0) last = cpuMs();
    return last;
  };
}
