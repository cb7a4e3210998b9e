import { describe, expect, test } from "vitest";
import { z } from "zod";
import { EXAMPLES } from "../examples/examples.ts";
import { idOf } from "../id.ts";
import { SCHEMAS } from "../openapi/schema-name-of.ts";
import { ALL_ROUTES } from "../routes/all-routes.ts";
import { spoil } from "../specs/spoil.ts";
import { fieldErrorsOf } from "./field-errors-of.ts";
import { FIELD_WORDS } from "./field-words.ts";

const schema = z.strictObject({
  name: z.string().min(2).max(5),
  "a/b~c": z.int().max(9).optional(),
  kind: z.enum(["box", "van"]).optional(),
  list: z.array(z.boolean()).min(1).max(2).optional(),
  either: z.union([z.string(), z.boolean()]).optional(),
});

/** What is said about a body, in English unless told. */
function errorsIn(input: unknown, language: "en" | "sw" = "en") {
  const { error } = schema.safeParse(input);
  return fieldErrorsOf(error?.issues ?? [], { input, language });
}

describe("a field", () => {
  test.for([
    ["that is missing", {}, "/name", "is missing"],
    ["that nobody knows", { name: "Ada", age: 1 }, "/age", "is not known here"],
    ["of another kind", { name: 1 }, "/name", "expected text"],
    ["that is nothing", { name: null }, "/name", "expected text"],
    ["that is too long", { name: "Wanjiru" }, "/name", "expected at most 5 characters"],
    ["that is too short", { name: "A" }, "/name", "expected at least 2 characters"],
    ["that is too great", { name: "Ada", "a/b~c": 10 }, "/a~1b~0c", "expected at most 9"],
    [
      "that is no whole number",
      { name: "Ada", "a/b~c": 1.5 },
      "/a~1b~0c",
      "expected a whole number",
    ],
    ["that is none of few", { name: "Ada", kind: "cow" }, "/kind", "expected one of box, van"],
    ["of many", { name: "Ada", list: [true, true, true] }, "/list", "expected at most 2 entries"],
    ["deep inside", { name: "Ada", list: ["yes"] }, "/list/0", "expected true or false"],
    [
      "of no form",
      { name: "Ada", either: 1 },
      "/either",
      "fits none of the forms that are known here",
    ],
  ] as const)("%s is named, and what was expected", ([, input, path, message]) => {
    expect(errorsIn(input)).toEqual([{ path, message }]);
  });

  test("is told in Swahili, too", () => {
    expect(errorsIn({}, "sw")).toEqual([{ path: "/name", message: "haipo" }]);
  });

  test.for(["shp", "trf"] as const)("for an id of %s_… is told how one of those looks", (kind) => {
    const { error } = z.object({ id: idOf(kind) }).safeParse({ id: "abc" });
    const wrong = { input: { id: "abc" }, language: "en" } as const;
    const [told] = fieldErrorsOf(error?.issues ?? [], wrong);
    expect(told?.message).toMatch(`such as ${kind}_01jx`);
    const example = told?.message.split(" ").at(-1);
    expect(idOf(kind).safeParse(example).success).toBe(true);
  });

  test("of a thousand wrong ones is among the first hundred, or not told", () => {
    const flood = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`field${i}`, i]));
    expect(errorsIn({ name: "Ada", ...flood })).toHaveLength(100);
  });

  test("whose name is a book is pointed at no longer than a line", () => {
    const [error] = errorsIn({ name: "Ada", ["x".repeat(5_000)]: 1 });
    expect(error?.path).toHaveLength(500);
  });
});

test("the same things can be said in both languages", () => {
  const keys = (words: object) =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === "string" ? [name] : Object.keys(value).map((key) => `${name}.${key}`),
    );
  expect(keys(FIELD_WORDS.sw)).toEqual(keys(FIELD_WORDS.en));
});

test("whatever is wrong with a body, something better than 'wrong' is said of it", () => {
  const bodies = new Set(ALL_ROUTES.map(({ body }) => body));
  const examples = new Map(Object.entries(EXAMPLES));
  for (const [name, body] of Object.entries<z.ZodType>(SCHEMAS)) {
    if (!bodies.has(body)) continue;
    for (const { value, path, how } of spoil(examples.get(name))) {
      const { error } = body.safeParse(value);
      const told = fieldErrorsOf(error?.issues ?? [], { input: value, language: "en" });
      expect(told, `${how} at ${name}${path}`).not.toEqual([]);
      const vague = told.filter(({ message }) => message === FIELD_WORDS.en.otherwise);
      expect(vague, `${how} at ${name}${path}`).toEqual([]);
    }
  }
});
