import type { Cch } from "./build-cch.ts";
import { openQuery, type Query } from "./open-query.ts";

const opened = new WeakMap<Cch, Query>();

/**
 * The one query that all tariffs of a thread share: its paper is as large as the map, and clean between questions. It is
 * opened by the first question, so that a thread that only fits has none.
 */
export function queryOf(cch: Cch): Query {
  const query = opened.get(cch) ?? openQuery(cch);
  opened.set(cch, query);
  return query;
}
