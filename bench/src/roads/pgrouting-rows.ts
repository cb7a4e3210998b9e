import { Client } from "pg";
import { figureOf, quantile } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import type { City, Pair } from "./open-city.ts";
import type { Plan } from "./plan.ts";

const QUESTION = "pgRouting aStar, junction to junction";
const HOW =
  "not installed here: create extension pgrouting, and set PGROUTING_URL to that PostgreSQL";
const E7 = 10_000_000;
const ARCS_AT_ONCE = 50_000;
const TABLE = `create temp table bench_arcs (id int primary key, source int, target int, cost float8,
  reverse_cost float8, x1 float8, y1 float8, x2 float8, y2 float8)`;
const FILL = `insert into bench_arcs (id, source, target, cost, reverse_cost, x1, y1, x2, y2)
  select id, source, target, cost, -1, x1, y1, x2, y2
  from unnest($1::int[], $2::int[], $3::int[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[])
    as arc (id, source, target, cost, x1, y1, x2, y2)`;
const ASK = `select agg_cost from pgr_aStar(
  'select id, source, target, cost, reverse_cost, x1, y1, x2, y2 from bench_arcs', $1::bigint, $2::bigint)
  where edge = -1`;

/**
 * How pgRouting does on the same city, asked over its own connection, where there is one. Its searches from both ends
 * are a quarter quicker, but of 100 ways on New York version 3.4.2 answered 15 too dear with them.
 */
export async function pgroutingRows(
  city: City,
  { slowPairs }: Plan,
  url: string | undefined,
): Promise<readonly Row[]> {
  if (url === undefined) {
    return [judge({ question: QUESTION, unit: "ms", figure: figureOf([]), note: HOW })];
  }
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("set search_path to pg_temp, public");
    await fill(client, city);
    return [await ask(client, city, city.pairs.slice(0, slowPairs))];
  } finally {
    await client.end();
  }
}

/** Writes the arcs into a table of this connection alone. */
async function fill(client: Client, { roads: { graph, tail }, cost }: City): Promise<void> {
  await client.query(TABLE);
  const arcs = [...graph.head.keys()];
  for (let from = 0; from < arcs.length; from += ARCS_AT_ONCE) {
    const some = arcs.slice(from, from + ARCS_AT_ONCE);
    const column = (of: (arc: number) => number) => some.map(of);
    await client.query(FILL, [
      some,
      column((arc) => tail[arc]!),
      column((arc) => graph.head[arc]!),
      column((arc) => cost[arc]!),
      column((arc) => graph.lng[tail[arc]!]! / E7),
      column((arc) => graph.lat[tail[arc]!]! / E7),
      column((arc) => graph.lng[graph.head[arc]!]! / E7),
      column((arc) => graph.lat[graph.head[arc]!]! / E7),
    ]);
  }
  await client.query("analyze bench_arcs");
}

async function ask(client: Client, city: City, pairs: readonly Pair[]): Promise<Row> {
  const tookMs: number[] = [];
  let same = 0;
  for (const pair of pairs) {
    const began = performance.now();
    const { rows } = await client.query<{ agg_cost: number }>(ASK, [pair.from, pair.to]);
    tookMs.push(performance.now() - began);
    if (Math.round(rows[0]?.agg_cost ?? 0) === city.costOf(pair)) same++;
  }
  const p99 = shown(quantile(Float64Array.from(tookMs).toSorted(), 0.99));
  const note = `p99 ${p99} ms; ${same} of ${pairs.length} of its answers cost what ours do`;
  return judge({ question: QUESTION, unit: "ms", figure: figureOf(tookMs), note });
}
