import { setTimeout as pause } from "node:timers/promises";
import { type Client, Pool } from "pg";
import { openWaits, type Quantiles } from "../waits.ts";
import { newParcel } from "./parcel.ts";

const TICK_MS = 1;
const POOL = 8;
const INSERT = { name: "one-row", text: "INSERT INTO single_rows (body) VALUES ($1)" };

/** How long one durable row takes when nobody else is there. */
export interface OneRow {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/** Makes the table that single rows go into. */
export async function makeOneRowTable(client: Client): Promise<void> {
  await client.query(
    "CREATE TABLE single_rows (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body jsonb)",
  );
}

/** Inserts rows one by one over one connection, each durable before the next. */
export async function oneRowInserts(client: Client, lastsMs: number): Promise<OneRow> {
  const waits = openWaits();
  const from = performance.now();
  while (performance.now() - from < lastsMs) {
    const began = performance.now();
    await client.query({ ...INSERT, values: [JSON.stringify(newParcel())] });
    waits.add(performance.now() - began);
  }
  const perSecond = (waits.count() * 1_000) / (performance.now() - from);
  return { ...waits.quantiles(), perSecond };
}

/**
 * The same at an even pace: between two rows everybody falls asleep and must be woken again, as with
 * asks that come at that pace.
 */
export async function pacedInserts(
  url: string,
  { perSecond, lastsMs }: { readonly perSecond: number; readonly lastsMs: number },
): Promise<Quantiles> {
  const pool = new Pool({ connectionString: url, max: POOL, min: POOL });
  const waits = openWaits();
  const inserts: Promise<void>[] = [];
  async function insert(): Promise<void> {
    const began = performance.now();
    await pool.query({ ...INSERT, values: [JSON.stringify(newParcel())] });
    waits.add(performance.now() - began);
  }
  await Promise.all(Array.from({ length: POOL }, insert));
  waits.clear();
  const from = performance.now();
  for (let passed = 0; passed < lastsMs; passed = performance.now() - from) {
    const due = Math.floor((passed * perSecond) / 1_000);
    while (inserts.length < due) inserts.push(insert());
    await pause(TICK_MS);
  }
  await Promise.all(inserts);
  await pool.end();
  return waits.quantiles();
}
