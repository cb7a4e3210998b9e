import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Fault } from "@msafara/kernel";
import { type Address, encode, partitionOf } from "@msafara/runtime";
import type { MemoryReport } from "./memory-child.ts";
import { type Ground, withClients } from "./open-ground.ts";
import { newCourier } from "./parcel.ts";

const CHILD = join(import.meta.dirname, "memory-child.ts");
const KNOWN = 100_000;
const RESIDENTS = 10_000;

/** What 100,000 known agents with 10,000 in memory cost, and how fast one that is not there answers. */
export interface Memory extends MemoryReport {
  readonly bareMib: number;
  readonly addedMib: number;
}

/** One process without agents and one with, each of its own and asked after its garbage is gone. */
export async function measureMemory(
  ground: Ground,
  { name, asksMs }: { readonly name: string; readonly asksMs: number },
): Promise<Memory> {
  const bareUrl = await ground.openDatabase(`${name}_bare`, { migrated: true });
  const url = await ground.openDatabase(name, { migrated: true });
  await makeKnown(url);
  const bare = await reportOf([bareUrl, "0", "0", "0"]);
  const full = await reportOf([url, String(RESIDENTS), String(KNOWN), String(asksMs)]);
  return { ...full, bareMib: bare.rssMib, addedMib: full.rssMib - bare.rssMib };
}

async function makeKnown(url: string): Promise<void> {
  const addresses = Array.from({ length: KNOWN }, (_, i): Address => `courier/k${i}`);
  await withClients({ url, count: 1 }, async ([client]) => {
    await client!.query(
      `INSERT INTO agents (partition, address, version, schema, phase, turned_at, state, heads)
       SELECT partition, address, 1, 1, 'moving', now(), $3, '{}'
         FROM unnest($1::smallint[], $2::text[]) AS w (partition, address)
        ORDER BY partition, address`,
      [addresses.map(partitionOf), addresses, Buffer.from(encode(newCourier()))],
    );
    await client!.query("VACUUM ANALYZE agents");
  });
}

async function reportOf(args: readonly string[]): Promise<MemoryReport> {
  const child = fork(CHILD, args, { execArgv: ["--expose-gc"] });
  const gone = once(child, "exit");
  const told = once(child, "message");
  const first = await Promise.race([told, gone.then(() => undefined)]);
  if (first === undefined) throw new Fault("The measured process ended early", { retry: false });
  await gone;
  const [report]: MemoryReport[] = first;
  return report!;
}
