import type { Route } from "@msafara/contracts";

type Schema = NonNullable<Route["body"]>;

/** The part of a schema's definition that says how it is built. */
interface Built {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
}

/**
 * Reads an answer by its contract, without judging it: a newer server may add fields, add values to
 * a list of words and raise bounds, and none of that breaks an older client.
 */
export function readTold(schema: Schema, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  const { type, shape, element, innerType, valueType }: Built = schema.def;
  if (innerType !== undefined) return readTold(innerType, value);
  if (shape !== undefined) return readFields(value, (name) => ownOf(shape, name));
  if (valueType !== undefined) return readFields(value, () => valueType);
  if (element !== undefined) return readItems(element, value);
  return type === "pipe" ? schema.decode(value) : value;
}

function readItems(element: Schema, value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => readTold(element, item)) : value;
}

function readFields(value: unknown, schemaOf: (name: string) => Schema | undefined): unknown {
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => {
    const schema = schemaOf(name);
    return [name, schema === undefined ? field : readTold(schema, field)];
  });
  return Object.fromEntries(fields);
}

function ownOf(shape: Readonly<Record<string, Schema>>, name: string): Schema | undefined {
  return Object.hasOwn(shape, name) ? shape[name] : undefined;
}
