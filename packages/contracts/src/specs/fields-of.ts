import { type JsonSchema, jsonSchemas } from "../openapi/json-schemas.ts";

const { components } = jsonSchemas([]);

/** One field of a schema, by its place. */
export interface Field {
  readonly path: string;
  readonly required: boolean;
}

/** Every field of a named schema, however deep. */
export function fieldsOf(name: string): readonly Field[] {
  return within(components[name], "");
}

function within(schema: unknown, path: string): readonly Field[] {
  const { $ref, properties, required, items, anyOf } = Object(schema);
  if (typeof $ref === "string") return within(components[$ref.split("/").at(-1) ?? ""], path);
  if (Array.isArray(anyOf)) return within(anyOf[0], path);
  if (items !== undefined) return within(items, `${path}/0`);
  return Object.entries<JsonSchema>(properties ?? {}).flatMap(([key, part]) => [
    { path: `${path}/${key}`, required: required?.includes(key) ?? false },
    ...within(part, `${path}/${key}`),
  ]);
}
