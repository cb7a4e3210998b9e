import type { Operation } from "./operations-of.ts";

/** A query, or a path, with one thing spoilt, as it stands behind the question mark. */
export interface SpoiltAddress {
  readonly path: string;
  readonly how: string;
  readonly search?: string;
  readonly params?: Readonly<Record<string, string>>;
}

const LONG = 2_000;
const NUMBERS = ["NaN", "Infinity", "-1", "1e308", "0x10", "7.5.5", "", "1,5", "9".repeat(400)];
const TEXTS = ["%00", "a%00b", "x".repeat(LONG)];
const INSTANTS = ["yesterday", "1026-11-20T09:00:00Z", "9026-11-20T09:00:00Z", "2026-11-20", ""];
const WORDS = ["no such word", "", "__proto__", "constructor"];
const STRANGE = ["madeUp=1", "__proto__=1", "constructor=1", "toString=1"];

/** Every way to spoil one thing of a query that the document has to refuse. */
export function spoiltQueries({ parameters, manner }: Operation): readonly SpoiltAddress[] {
  const strange = STRANGE.map((search) => {
    return { path: `/${search.split("=")[0]}`, how: "is not known", search };
  });
  const known = parameters.filter((it) => it.in === "query");
  const asked =
    manner === "command" ? [...known, { name: "dryRun", schema: { type: "boolean" } }] : known;
  const wrong = asked.flatMap(({ name, schema }) => {
    const values = waysWith(schema).map((value) => `${name}=${value}`);
    return [...values, `${name}=${WORDS[0]}&${name}=${WORDS[0]}`, `${name}[x]=1`].map((search) => {
      const path = `/${search.split("=")[0]}`;
      return { path, how: `is ${search.slice(0, 60)}`, search };
    });
  });
  return [...strange, ...wrong];
}

/** Every way to spoil an id in the path. */
export function spoiltPaths({ parameters }: Operation): readonly SpoiltAddress[] {
  const named = parameters.filter((it) => it.in === "path").map(({ name }) => name);
  const wrong = ["x", "\0", "__proto__", "%", "' or 1=1 --", "x".repeat(90)];
  return named.flatMap((name) =>
    wrong.map((value) => ({
      path: `/${name}`,
      how: `is ${value.slice(0, 60)}`,
      params: { [name]: value },
    })),
  );
}

function waysWith({ type, format, enum: words, minimum, maximum }: any): readonly string[] {
  if (type === "integer" || type === "number") {
    const beyond = [minimum - 1, maximum + 1].filter(Number.isFinite).map(String);
    return [...NUMBERS, ...beyond];
  }
  if (format === "date-time") return INSTANTS;
  if (type === "boolean" || words !== undefined) return WORDS;
  return TEXTS;
}
