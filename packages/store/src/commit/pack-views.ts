import { assert } from "@msafara/kernel";
import type { ViewWrite } from "@msafara/runtime";
import { packText, packTextOrNull } from "../packed-array.ts";
import { byTexts } from "./by-key.ts";

/** Rows of one view, each list as JSON. */
interface Pages {
  readonly view: string;
  readonly rows: string[];
  readonly gone: string[];
}

/** Names of views, with what each gets and what it loses. */
export function packViews(writes: readonly ViewWrite[]): Buffer[] {
  const pages: Pages[] = [];
  let last: ViewWrite | undefined;
  for (const write of byTexts(
    writes,
    ({ view }) => view,
    ({ key }) => key,
  )) {
    const { view, key, address, version, row } = write;
    const isSame = last?.view === view;
    assert(!isSame || last?.key !== key, "a row of a view is written once");
    last = write;
    if (!isSame) pages.push({ view, rows: [], gone: [] });
    const page = pages.at(-1)!;
    if (row === null) page.gone.push(JSON.stringify({ key, version }));
    else page.rows.push(JSON.stringify({ ...row, key, address, version }));
  }
  return [
    packText(pages, ({ view }) => view),
    packTextOrNull(pages, ({ rows }) => listOf(rows)),
    packTextOrNull(pages, ({ gone }) => listOf(gone)),
  ];
}

function listOf(rows: readonly string[]): string | undefined {
  return rows.length === 0 ? undefined : `[${rows.join(",")}]`;
}
