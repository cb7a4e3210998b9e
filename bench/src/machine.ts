import { availableParallelism, cpus, totalmem } from "node:os";
import { Client } from "pg";

const BYTES_PER_GIB = 1_073_741_824;

/** What a bench ran on. Absolute figures mean nothing without it. */
export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  readonly memoryGib: number;
  readonly node: string;
  readonly postgres: string;
}

/** Reads what the machine and the server say of themselves. */
export async function describeMachine(url: string): Promise<Machine> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
  await client.end();
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? "unknown",
    memoryGib: Math.round(totalmem() / BYTES_PER_GIB),
    node: process.version,
    postgres: rows[0]?.server_version ?? "unknown",
  };
}
