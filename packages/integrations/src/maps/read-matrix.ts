import { amountOf, listOf, malformed, recordOf, textOf } from "./record-of.ts";

/** A block of distances and durations; null where no way leads. */
export interface MatrixRead {
  readonly distanceM: readonly (readonly (number | null)[])[];
  readonly durationS: readonly (readonly (number | null)[])[];
  /** Whether all durations count the traffic of their hour. */
  readonly hasTraffic: boolean;
}

interface Element {
  readonly distanceM: number | null;
  readonly durationS: number | null;
  readonly hasTraffic: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const NO_WAY: Element = { distanceM: null, durationS: null, hasTraffic: true };

/** The block in an answer of his, which has to be as large as what was asked. */
export function readMatrix(
  body: Json,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): MatrixRead {
  const lines = listOf(body["rows"], "rows").map((row) => {
    const elements = listOf(recordOf(row, "row")["elements"], "elements");
    if (elements.length !== columns) throw malformed("elements", `${columns} columns`);
    return elements.map((it) => elementOf(recordOf(it, "element")));
  });
  if (lines.length !== rows) throw malformed("rows", `${rows} rows`);
  return {
    distanceM: lines.map((line) => line.map(({ distanceM }) => distanceM)),
    durationS: lines.map((line) => line.map(({ durationS }) => durationS)),
    hasTraffic: lines.flat().every(({ hasTraffic }) => hasTraffic),
  };
}

/** Whatever he says of an element besides OK: there is no way that we could use. */
function elementOf(element: Json): Element {
  if (textOf(element["status"], "element") !== "OK") return NO_WAY;
  const inTraffic = element["duration_in_traffic"];
  const hasTraffic = inTraffic !== undefined;
  return {
    distanceM: amountOf(element["distance"], "distance"),
    durationS: amountOf(hasTraffic ? inTraffic : element["duration"], "duration"),
    hasTraffic,
  };
}
