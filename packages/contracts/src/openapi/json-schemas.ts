import { assert } from "@msafara/kernel";
import { z } from "zod";
import { SCHEMAS, schemaNameOf } from "./schema-name-of.ts";

/** A schema as JSON has it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas in the dialect of OpenAPI 3.1 and AsyncAPI 3.0, JSON Schema 2020-12. */
export interface JsonSchemas {
  /** Those with a name. */
  readonly components: Readonly<Record<string, JsonSchema>>;
  /** What to write where a schema is meant: a reference if it has a name, else the schema itself. */
  readonly of: (schema: z.ZodType) => JsonSchema;
}

const COMPONENTS = "#/components/schemas/";
const ASIDE = "aside-";

/**
 * Every named schema, and those given besides, from the side of the wire: what a client sends is what
 * is read, and what it gets is what was written out by the same schema.
 */
export function jsonSchemas(besides: readonly z.ZodType[]): JsonSchemas {
  const unnamed = [...new Set(besides)].filter((schema) => schemaNameOf(schema) === undefined);
  const registry = z.registry<{ readonly id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  for (const [i, schema] of unnamed.entries()) registry.add(schema, { id: `${ASIDE}${i}` });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: (id) => `${COMPONENTS}${id}` });
  const all = Object.entries(schemas).map(([id, schema]) => [id, bare(schema)] as const);
  const asides = new Map(all.filter(([id]) => id.startsWith(ASIDE)));
  return {
    components: Object.fromEntries(all.filter(([id]) => !id.startsWith(ASIDE))),
    of: (schema) => {
      const name = schemaNameOf(schema);
      if (name !== undefined) return { $ref: `${COMPONENTS}${name}` };
      const aside = asides.get(`${ASIDE}${unnamed.indexOf(schema)}`);
      assert(
        aside !== undefined,
        "a schema without a name is given besides, or nothing is shown of it",
      );
      return aside;
    },
  };
}

/** Documents have one dialect, and schemas their place: neither is said again. */
function bare({ $schema: _dialect, $id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
