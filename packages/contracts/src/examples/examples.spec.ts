import { describe, expect, test } from "vitest";
import { z } from "zod";
import { SCHEMAS, schemaNameOf } from "../openapi/schema-name-of.ts";
import { ALL_ROUTES } from "../routes/all-routes.ts";
import { BODY_BYTES_MAX } from "../routes/route.ts";
import { type Field, fieldsOf } from "../specs/fields-of.ts";
import { spoil } from "../specs/spoil.ts";
import { EXAMPLES } from "./examples.ts";

const byName = new Map<string, z.ZodType>(Object.entries(SCHEMAS));
const examples = new Map<string, unknown>(Object.entries(EXAMPLES));

function namesOf(schemas: readonly (z.ZodType | null | undefined)[]): readonly string[] {
  const given = schemas.filter((schema) => schema !== null && schema !== undefined);
  return [...new Set(given.map((schema) => schemaNameOf(schema) ?? "a schema without a name"))];
}

const asked = namesOf(ALL_ROUTES.map(({ body }) => body));
const told = namesOf(ALL_ROUTES.flatMap(({ responses }) => Object.values(responses)));

function schemaOf(name: string): z.ZodType {
  return byName.get(name) ?? z.never();
}

function at(value: unknown, path: string): unknown {
  return path
    .split("/")
    .slice(1)
    .reduce<unknown>((part, step) => Object(part)[step], value);
}

/** The same without one field. */
function without(value: unknown, path: string): unknown {
  const copy = structuredClone(value);
  const steps = path.split("/");
  const last = steps.pop() ?? "";
  Reflect.deleteProperty(Object(at(copy, steps.join("/"))), last);
  return copy;
}

describe("whatever is asked or told has a name and an example", () => {
  test.for([...asked, ...told])("%s", (name) => {
    expect(byName.has(name)).toBe(true);
    expect(examples.has(name)).toBe(true);
  });
});

describe.for(asked)("%s, as it is sent", (name) => {
  const good = examples.get(name);

  test("is read", () => {
    expect(schemaOf(name).safeParse(good).error).toBeUndefined();
  });

  test("is shown with every field that it may have", () => {
    const missing = fieldsOf(name).filter(({ path }) => at(good, path) === undefined);
    expect(missing.map(({ path }: Field) => path)).toEqual([]);
  });

  test("is refused with any one thing spoilt", () => {
    for (const { path, how, value } of spoil(good)) {
      expect(schemaOf(name).safeParse(value).success, `${how} at ${path}`).toBe(false);
    }
  });

  test("is refused without a field that it needs, and read without one that it does not", () => {
    for (const { path, required } of fieldsOf(name)) {
      const isRead = schemaOf(name).safeParse(without(good, path)).success;
      expect(isRead, path).toBe(!required);
    }
  });

  test("is read a second time as it was written after the first", () => {
    const read = schemaOf(name).parse(good);
    expect(schemaOf(name).parse(z.encode(schemaOf(name), read))).toEqual(read);
  });

  test("is far from the size that a door refuses", () => {
    expect(JSON.stringify(good).length).toBeLessThan(BODY_BYTES_MAX / 100);
  });
});

describe.for(told)("%s, as it is told", (name) => {
  const good = examples.get(name);

  test("is written as the example shows it", () => {
    expect(z.encode(schemaOf(name), schemaOf(name).parse(good))).toEqual(good);
  });

  test("is shown with every field that it may have", () => {
    const missing = fieldsOf(name).filter(({ path }) => at(good, path) === undefined);
    expect(missing.map(({ path }: Field) => path)).toEqual([]);
  });

  test("lets nothing slip out that it does not name", () => {
    const leaky = { ...Object(schemaOf(name).parse(good)), passwordHash: "argon2id" };
    expect(z.encode(schemaOf(name), leaky)).toEqual(good);
  });
});
