import type { CompiledQuery, Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Stand-ins for the values of a question that are given this time. */
export type Slots<Name extends string> = Readonly<{ [N in Name]?: string | undefined }>;

/** What a question is asked with; which values are there at all decides on its words. */
export type Given<Name extends string> = Readonly<Partial<Record<Name, unknown>>>;

interface Phrase<Row> {
  readonly words: CompiledQuery<Row>;
  /** For each parameter the value that it takes, or none where it is always the same. */
  readonly names: readonly (string | undefined)[];
}

const SLOT = "\u0000slot:";

/**
 * A question that is put into words once for each set of values it is asked with, and from then on only
 * asked: to find the words anew costs a sixth of a read. The writer must look at nothing but which of
 * the slots are there.
 */
export function phrased<Name extends string, Row>(
  write: (db: Kysely<Schema>, slots: Slots<Name>) => { readonly compile: () => CompiledQuery<Row> },
): (db: Kysely<Schema>, given: Given<Name>) => Promise<readonly Row[]> {
  const known = new Map<string, Phrase<Row>>();

  function phraseFor(db: Kysely<Schema>, given: Given<Name>): Phrase<Row> {
    const names = namesOf(given);
    const shape = names.join(" ");
    const found = known.get(shape);
    if (found !== undefined) return found;
    const slots = Object.fromEntries(names.map((name) => [name, SLOT + name]));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Exactly the names that were given.
    const words = write(db, slots as Slots<Name>).compile();
    const phrase = { words, names: words.parameters.map(nameIn) };
    known.set(shape, phrase);
    return phrase;
  }

  return async (db, given) => {
    const { words, names } = phraseFor(db, given);
    const values: Readonly<Record<string, unknown>> = given;
    const parameters = names.map((name, i) =>
      name === undefined ? words.parameters[i] : values[name],
    );
    const { rows } = await db.executeQuery<Row>({ ...words, parameters });
    return rows;
  };
}

function namesOf(given: Given<string>): readonly string[] {
  return Object.keys(given).filter((name) => given[name] !== undefined);
}

function nameIn(parameter: unknown): string | undefined {
  const isSlot = typeof parameter === "string" && parameter.startsWith(SLOT);
  return isSlot ? parameter.slice(SLOT.length) : undefined;
}
