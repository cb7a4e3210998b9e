import { assert } from "@msafara/kernel";
import type { ViewWrite } from "@msafara/runtime";
import { packText, packTextOrNull } from "../packed-array.ts";
import { byTexts } from "./by-key.ts";

/** What is written to one view, each row as JSON. */
interface Pages {
  readonly view: string;
  readonly columns: Set<string>;
  readonly rows: string[];
  readonly gone: string[];
}

/** Names of views, each with the columns that are named, the rows it gets and those it loses. */
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
    if (!isSame) pages.push({ view, columns: new Set(), rows: [], gone: [] });
    const page = pages.at(-1)!;
    if (row === null) {
      page.gone.push(JSON.stringify({ key, version }));
    } else {
      for (const column of Object.keys(row)) page.columns.add(column);
      page.rows.push(JSON.stringify({ ...row, key, address, version }));
    }
  }
  return [
    packText(pages, ({ view }) => view),
    packText(pages, ({ columns }) => JSON.stringify([...columns])),
    packTextOrNull(pages, ({ rows }) => listOf(rows)),
    packTextOrNull(pages, ({ gone }) => listOf(gone)),
  ];
}

function listOf(rows: readonly string[]): string | undefined {
  return rows.length === 0 ? undefined : `[${rows.join(",")}]`;
}
