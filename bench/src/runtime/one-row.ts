import type { Client } from "pg";
import { openWaits } from "../waits.ts";
import { newParcel } from "./parcel.ts";

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
    await client.query({
      name: "one-row",
      text: "INSERT INTO single_rows (body) VALUES ($1)",
      values: [JSON.stringify(newParcel())],
    });
    waits.add(performance.now() - began);
  }
  const perSecond = (waits.count() * 1_000) / (performance.now() - from);
  return { ...waits.quantiles(), perSecond };
}
