/* oxlint-disable no-underscore-dangle -- Zod says what a schema is made of nowhere else. */
import { ROUTES } from "@msafara/contracts";
import { assert } from "@msafara/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { writerFor } from "./writer-for.ts";

const RUNS = 30;
const NOON = Date.UTC(2026, 10, 20, 12);

const answers = Object.entries(ROUTES).flatMap(([name, route]) =>
  Object.entries<z.ZodType | null>(route.responses).flatMap(([status, schema]) =>
    schema === null ? [] : [{ name, status, schema }],
  ),
);

describe("what a route answers is written as zod would", () => {
  test.for(answers)("$name, $status", ({ schema }) => {
    const write = writerFor(schema);
    fc.assert(
      fc.property(valuesOf(schema), (body) => {
        fc.pre(z.safeEncode(schema, body).success);
        expect(JSON.parse(write(body))).toEqual(JSON.parse(JSON.stringify(z.encode(schema, body))));
      }),
      { numRuns: RUNS },
    );
  });
});

test("a field that the schema does not know is kept to oneself, however deep", () => {
  const schema = z.object({ bids: z.array(z.object({ rank: z.int() })) });
  const body = { bids: [{ rank: 1, price: 900 }], budget: 800 };
  expect(writerFor(schema)(body)).toBe('{"bids":[{"rank":1}]}');
});

test("what the schema requires and the handler forgot is a bug, and no answer", () => {
  const write = writerFor(z.object({ status: z.string(), note: z.string().optional() }));
  expect(write({ status: "booked", note: undefined })).toBe('{"status":"booked"}');
  expect(() => write({ note: "gone" })).toThrow("requires");
});

test("what may be one of several things is left to zod", () => {
  const { closesAt } = ROUTES.searchLoads.responses[200].shape.items.element.shape;
  const schema = z.union([z.object({ at: closesAt }), z.object({ never: z.literal(true) })]);
  expect(writerFor(schema)({ at: NOON })).toBe('{"at":"2026-11-20T12:00:00.000Z"}');
});

/** Values that a handler may answer by this schema: what may lack lacks now and then, and lists are short. */
function valuesOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodObject) return fieldsOf(schema);
  if (schema instanceof z.ZodOptional) {
    return fc.option(valuesOf(schema.unwrap()), { nil: undefined });
  }
  if (schema instanceof z.ZodNullable) return fc.option(valuesOf(schema.unwrap()), { nil: null });
  if (schema instanceof z.ZodArray) {
    return fc.array(valuesOf(schema.element), { minLength: 1, maxLength: 3 });
  }
  if (schema instanceof z.ZodRecord) {
    return fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), valuesOf(schema.valueType));
  }
  if (schema instanceof z.ZodUnion) return fc.oneof(...schema.options.map(valuesOf));
  if (schema instanceof z.ZodTemplateLiteral) return fc.stringMatching(schema._zod.pattern);
  return fc.constantFrom(...leavesOf(schema));
}

function fieldsOf({ shape }: z.ZodObject): fc.Arbitrary<unknown> {
  const names = Object.keys(shape);
  // The one thing whose fields depend on each other.
  if (names.join() === "from,to") return fc.constant({ from: NOON, to: NOON + 1 });
  return fc.record(Object.fromEntries(names.map((name) => [name, valuesOf(shape[name])])));
}

const LEAVES = [
  NOON,
  0,
  1,
  60,
  900,
  2_020,
  true,
  false,
  null,
  "Kericho",
  "2027-06-30",
  "KES",
  "KDA 123A",
  "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
  `msf_live_${"a".repeat(43)}`,
  "SHP-1",
  "+254712345678",
  "0123",
  "483920",
  "booking.confirmed",
  "https://a.b/c",
  "1.2.3",
];

/** Whatever zod takes of what a market is full of, or what the schema itself names. */
function leavesOf(schema: z.core.$ZodType): readonly unknown[] {
  const patterns = schema._zod.bag.patterns as ReadonlySet<RegExp> | undefined;
  const named = [
    ...(schema instanceof z.ZodEnum ? schema.options : []),
    ...(schema instanceof z.ZodLiteral ? schema.values : []),
    ...[...(patterns ?? [])].flatMap((each) => fc.sample(fc.stringMatching(each), 3)),
  ];
  const fit = [...LEAVES, ...named].filter((leaf) => z.safeEncode(schema, leaf).success);
  assert(fit.length > 0, "there is something to say by every schema");
  return fit;
}
