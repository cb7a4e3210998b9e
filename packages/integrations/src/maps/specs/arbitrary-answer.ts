import {
  type Arbitrary,
  array,
  boolean,
  constantFrom,
  double,
  integer,
  jsonValue,
  nat,
  oneof,
  record,
  string,
} from "fast-check";
import type { GoogleDescription, Schema } from "./google-description.ts";

/** Any answer that a schema of the description allows: with every field that may be there, and without it. */
export function arbitraryAnswer(
  { schema }: Pick<GoogleDescription, "schema">,
  name: string,
): Arbitrary<unknown> {
  const known = new Map<string, Arbitrary<unknown>>();
  const named = (wanted: string): Arbitrary<unknown> => {
    const made = known.get(wanted) ?? arbitraryOf(schema(wanted), named);
    known.set(wanted, made);
    return made;
  };
  return named(name);
}

function arbitraryOf(
  schema: Schema,
  named: (name: string) => Arbitrary<unknown>,
): Arbitrary<unknown> {
  if (schema.$ref !== undefined) return named(schema.$ref.split("/").at(-1) ?? "");
  if (schema.enum !== undefined) return constantFrom(...schema.enum);
  switch (schema.type) {
    case "object": {
      const properties = Object.entries(schema.properties ?? {});
      const model = properties.map(([key, it]) => [key, arbitraryOf(it, named)] as const);
      const requiredKeys = [...(schema.required ?? [])];
      return record(Object.fromEntries(model), { requiredKeys });
    }
    case "array":
      return array(arbitraryOf(schema.items ?? {}, named), { maxLength: 3 });
    case "number":
      return oneof({ weight: 12, arbitrary: nat(80) }, integer(), double({ noNaN: true }));
    case "integer":
      return integer();
    case "boolean":
      return boolean();
    case "string":
      return string();
    default:
      return jsonValue({ maxDepth: 1 });
  }
}
