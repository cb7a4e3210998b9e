import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { EXAMPLES } from "../examples/examples.ts";
import { spoil } from "../specs/spoil.ts";
import { ALL_ROUTES } from "../routes/all-routes.ts";
import { jsonSchemas } from "./json-schemas.ts";
import { SCHEMAS, schemaNameOf } from "./schema-name-of.ts";

const { components, of } = jsonSchemas([]);
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ components: { schemas: components } }, "wire");

/** Whether a body is one by the document, which knows nothing of zod. */
function isByDocument(name: string, value: unknown): boolean {
  const found = ajv.getSchema(`wire#/components/schemas/${name}`);
  return found?.(value) === true;
}

const asked = ALL_ROUTES.flatMap(({ body }) => (body === undefined ? [] : [schemaNameOf(body)]));

test.for(Object.entries(EXAMPLES))(
  "%s, as it is shown, is one by the document",
  ([name, value]) => {
    expect(isByDocument(name, value)).toBe(true);
  },
);

describe.for(asked)("%s", (name = "") => {
  const examples = new Map<string, unknown>(Object.entries(EXAMPLES));

  test("is refused by the document wherever a field more, or of another kind, is", () => {
    const kinds = ["one field more", "a number", "a list", "a thing", "a flood", "a book"];
    const plain = spoil(examples.get(name)).filter(({ how }) => kinds.includes(how));
    for (const { path, how, value } of plain) {
      expect(isByDocument(name, value), `${how} at ${path}`).toBe(false);
    }
  });
});

test("a schema with a name is referred to, one without stands where it is used", () => {
  const unnamed = z.int().min(3);
  const schemas = jsonSchemas([unnamed, SCHEMAS.Money]);
  expect(schemas.of(SCHEMAS.Money)).toEqual({ $ref: "#/components/schemas/Money" });
  expect(schemas.of(unnamed)).toMatchObject({ type: "integer", minimum: 3 });
  expect(of(SCHEMAS.Price)).toEqual({ $ref: "#/components/schemas/Price" });
});

test("two documents may be made side by side: nothing is kept between them", () => {
  expect(jsonSchemas([]).components).toEqual(components);
});
