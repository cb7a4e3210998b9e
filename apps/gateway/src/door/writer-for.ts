/* oxlint-disable no-underscore-dangle -- Zod says what a schema is made of nowhere else. */
import { assert } from "@msafara/kernel";
import { z } from "zod";

/** Writes an answer out as JSON, as a schema has it. */
type Write = (body: unknown) => string;

/**
 * What writes the answers of a schema: instants in ISO 8601, and no field that the schema does not know, as
 * `z.encode` has it. The schema is read once and not with every answer, and nothing is parsed on its way
 * out: what a handler answers is held to the schema by its types, and every answer of every test by the judge.
 */
export function writerFor(schema: z.ZodType): Write {
  const known = WRITERS.get(schema);
  if (known !== undefined) return known;
  const tell = tellerOf(schema);
  const write: Write = (body) => JSON.stringify(tell === undefined ? body : tell(body));
  WRITERS.set(schema, write);
  return write;
}

/** A schema says the same for good. */
const WRITERS = new WeakMap<z.ZodType, Write>();

/** Puts a value as the wire has it. */
type Tell = (value: unknown) => unknown;

/** How values of a schema are put; `undefined` where the wire has them as they are. */
function tellerOf(schema: z.core.$ZodType): Tell | undefined {
  if (isPlain(schema)) return undefined;
  if (schema instanceof z.ZodObject) return objectTeller(schema);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    const tell = tellerOf(schema.unwrap());
    return tell && ((value) => (value === undefined || value === null ? value : tell(value)));
  }
  if (schema instanceof z.ZodArray) {
    const tell = tellerOf(schema.element);
    return tell && ((items) => listOf(items).map((item) => tell(item)));
  }
  return encoderOf(schema);
}

/** The few that are anything else, an instant among them, are put by their own rules. */
function encoderOf(schema: z.core.$ZodType): Tell {
  if (!(schema instanceof z.ZodCodec)) return (value) => z.encode(schema, value);
  const { reverseTransform } = schema._zod.def;
  const issues: z.core.$ZodRawIssue[] = [];
  return (value) => {
    const told: unknown = reverseTransform(value, { value, issues });
    assert(issues.length === 0, "what is answered can be put into words");
    return told;
  };
}

interface Field {
  readonly name: string;
  readonly mayLack: boolean;
  readonly tell: Tell | undefined;
}

function objectTeller(schema: z.ZodObject): Tell {
  const { catchall, shape } = schema.def;
  if (catchall !== undefined && !(catchall instanceof z.ZodNever)) return encoderOf(schema);
  const fields = Object.entries(shape).map(([name, field]): Field => ({
    name,
    mayLack: field._zod.optout === "optional",
    tell: tellerOf(field),
  }));
  return (value) => {
    const told: Record<string, unknown> = {};
    for (const { name, mayLack, tell } of fields) {
      const said = fieldOf(value, name);
      if (said === undefined) assert(mayLack, "an answer says all that its schema requires");
      else told[name] = tell === undefined ? said : tell(said);
    }
    return told;
  };
}

function fieldOf(value: unknown, name: string): unknown {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Whatever is no object has no fields, and fails by what it lacks.
  return (value as Readonly<Record<string, unknown>>)[name];
}

function listOf(value: unknown): readonly unknown[] {
  assert(Array.isArray(value), "an answer has a list where its schema has one");
  return value;
}

const PLAIN: ReadonlySet<string> = new Set([
  "string",
  "number",
  "boolean",
  "null",
  "literal",
  "enum",
  "template_literal",
  "unknown",
]);

/** Whether JSON has every value of it as the wire does: no instant is in it, nor a field to leave out. */
function isPlain(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodUnion) return schema.options.every(isPlain);
  if (schema instanceof z.ZodRecord) return isPlain(schema.valueType);
  return PLAIN.has(schema._zod.def.type);
}
