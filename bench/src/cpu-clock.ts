import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU in hundredths of a second for whoever asks /proc. */
const MS_PER_TICK = 10;
const PARENT = 1;
const USER = 11;
const CHILDREN_SYSTEM = 14;

/** CPU used so far, in milliseconds of user and system time. */
export interface CpuUsed {
  readonly oursMs: number;
  /** The server with all its backends and helpers, also those that have ended; NaN without /proc. */
  readonly serverMs: number;
}

/** Reads what this process and the server under this pid have used. */
export function readCpu(serverPid: number): CpuUsed {
  const { user, system } = process.cpuUsage();
  return { oursMs: (user + system) / 1_000, serverMs: serverMsOf(serverPid) };
}

/** What was used between two readings. */
export function cpuBetween(from: CpuUsed, until: CpuUsed): CpuUsed {
  return { oursMs: until.oursMs - from.oursMs, serverMs: until.serverMs - from.serverMs };
}

function serverMsOf(serverPid: number): number {
  const server = fieldsOf(serverPid);
  if (server === undefined) return Number.NaN;
  // The postmaster's own account holds what its children that have ended used.
  let ticks = sum(server.slice(USER, CHILDREN_SYSTEM + 1));
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = fieldsOf(Number(name));
    if (fields?.[PARENT] === serverPid) ticks += sum(fields.slice(USER, USER + 2));
  }
  return ticks * MS_PER_TICK;
}

/** The numbers behind a process's name, which may hold anything; the first stands for its state. */
function fieldsOf(pid: number): readonly number[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
  } catch {
    return undefined;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
