import type { Route } from "@msafara/contracts";

/** A schema of the contract. */
export type Schema = NonNullable<Route["body"]>;

/** The part of a schema's definition that says how it is built. */
interface Built {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
}

/** What is done at each place where wire and program differ, such as an instant. */
export interface Turns {
  readonly turn: (schema: Schema, value: unknown) => unknown;
  /** Which of several forms a value has; nothing when that is not to be told. */
  readonly formOf: (forms: readonly Schema[], value: unknown) => Schema | undefined;
}

/** Goes through a value by its schema, turns what differs, and judges nothing: what is unknown stays. */
export function walk(schema: Schema, value: unknown, turns: Turns): unknown {
  if (value === undefined || value === null) return value;
  const { type, shape, element, innerType, valueType, options }: Built = schema.def;
  if (innerType !== undefined) return walk(innerType, value, turns);
  if (shape !== undefined) return walkFields(value, (name) => ownOf(shape, name), turns);
  if (valueType !== undefined) return walkFields(value, () => valueType, turns);
  if (element !== undefined) return walkItems(element, value, turns);
  if (options !== undefined) return walkForm(options, value, turns);
  return type === "pipe" ? turns.turn(schema, value) : value;
}

function walkForm(forms: readonly Schema[], value: unknown, turns: Turns): unknown {
  const form = turns.formOf(forms, value);
  return form === undefined ? value : walk(form, value, turns);
}

function walkItems(element: Schema, value: unknown, turns: Turns): unknown {
  return Array.isArray(value) ? value.map((item) => walk(element, item, turns)) : value;
}

function walkFields(
  value: unknown,
  schemaOf: (name: string) => Schema | undefined,
  turns: Turns,
): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => {
    const schema = schemaOf(name);
    return [name, schema === undefined ? field : walk(schema, field, turns)];
  });
  return Object.fromEntries(fields);
}

function ownOf(shape: Readonly<Record<string, Schema>>, name: string): Schema | undefined {
  return Object.hasOwn(shape, name) ? shape[name] : undefined;
}
