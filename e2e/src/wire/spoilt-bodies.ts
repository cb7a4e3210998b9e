/** A body with one thing spoilt, and where. */
export interface Spoilt {
  /** A JSON pointer to what is wrong; `""` is the whole. */
  readonly path: string;
  readonly how: string;
  readonly body: unknown;
}

interface Part {
  readonly schema: any;
  readonly value: unknown;
  readonly path: string;
  /** The whole body with another part in this place. */
  readonly within: (part: unknown) => unknown;
}

type Ways = Readonly<Record<string, unknown>>;

const BOOK = "x".repeat(100_000);
const HUGE = 1e308;
const FLOOD = 10_001;
const STRANGE_WORD = "no such thing!";

/** Every way to spoil one thing of a body that its schema has to refuse, drawn from the document. */
export function spoiltBodies(document: any, schema: any): readonly Spoilt[] {
  const [value] = resolve(document, schema).examples;
  return spoil(document, { schema, value, path: "", within: (part) => part });
}

function spoil(document: any, part: Part): readonly Spoilt[] {
  const schema = chosen(document, part);
  const { path, within } = part;
  const own = Object.entries(waysWith(schema, part.value)).map(([how, value]) => {
    return { path, how, body: within(value) };
  });
  return [
    ...own,
    ...inObject(document, { ...part, schema }),
    ...inList(document, { ...part, schema }),
  ];
}

function inObject(document: any, { schema, value, path, within }: Part): readonly Spoilt[] {
  if (schema.type !== "object") return [];
  const whole = Object(value);
  const { required = [], properties = {} } = schema;
  const { [""]: _, ...rest } = whole;
  const missing = required.map((name: string) => {
    const { [name]: _gone, ...left } = rest;
    return { path: `${path}/${name}`, how: "is not there", body: within(left) };
  });
  const strange = ["madeUp", "__proto__", "constructor", "toString"].map((name) => {
    // Not by assignment, or the first would have no own key and never be sent.
    const body = within(Object.fromEntries([...Object.entries(rest), [name, { isAdmin: true }]]));
    return { path: `${path}/${name}`, how: "is not known", body };
  });
  const inside = Object.entries(properties).flatMap(([name, property]) =>
    spoil(document, {
      schema: property,
      value: rest[name],
      path: `${path}/${name}`,
      within: (part) => within({ ...rest, [name]: part }),
    }),
  );
  return [...missing, ...strange, ...inside];
}

function inList(document: any, { schema, value, path, within }: Part): readonly Spoilt[] {
  if (!Array.isArray(value) || schema.items === undefined) return [];
  return spoil(document, {
    schema: schema.items,
    value: value[0],
    path: `${path}/0`,
    within: (part) => within([part, ...value.slice(1)]),
  });
}

function waysWith(schema: any, value: unknown): Ways {
  switch (schema.type) {
    case "object":
      return { "is nothing": null, "is a list": [], "is text": "{}", "is a number": 7 };
    case "array":
      return { "is nothing": null, "is a thing": {}, "is a flood": flood(value), "is text": "[]" };
    case "boolean":
      return { "is nothing": null, "is text": "true", "is a number": 1 };
    case "number":
    case "integer":
      return waysWithNumber(schema);
    default:
      return waysWithText(schema, value);
  }
}

function waysWithNumber({ type, minimum = 0, maximum = 0 }: any): Ways {
  return {
    "is nothing": null,
    "is text": "7",
    "is huge": HUGE,
    "is deep below": -HUGE,
    "is too small": minimum - 1,
    "is too great": maximum + 1,
    ...(type === "integer" && { "is broken": minimum + 0.5 }),
  };
}

function waysWithText({ format, pattern, enum: words, const: word }: any, value: unknown): Ways {
  const isClosed = words !== undefined || word !== undefined || !fits(STRANGE_WORD, pattern);
  return {
    "is nothing": null,
    "is a number": 7.5,
    "is a list": [value],
    "is no text": "",
    "is a book": BOOK,
    "has a NUL": `${String(value)}\u0000`,
    "has half a letter": `${String(value)}\uD83D`,
    ...(isClosed && { "is another word": STRANGE_WORD }),
    ...(format === "date-time" && {
      "is centuries ago": "1026-11-20T09:00:00.000Z",
      "is centuries away": "9026-11-20T09:00:00.000Z",
      "is without an offset": "2026-11-20T09:00:00",
      "is no day": "2026-02-30T09:00:00.000Z",
    }),
    ...(format === "date" && { "is centuries away": "9026-11-20", "is no day": "2026-02-30" }),
  };
}

function fits(text: string, pattern = ""): boolean {
  return new RegExp(pattern, "u").test(text);
}

function flood(value: unknown): readonly unknown[] {
  return Array.from({ length: FLOOD }, () => (Array.isArray(value) ? value[0] : {}));
}

/** Of a union what the example is. */
function chosen(document: any, { schema, value }: Part): any {
  const resolved = resolve(document, schema);
  if (resolved.anyOf === undefined) return resolved;
  const named = Object.keys(Object(value));
  const has = ({ properties = {} }: any) => named.every((name) => name in properties);
  const options: readonly any[] = resolved.anyOf.map((each: any) => resolve(document, each));
  return options.find(has) ?? options[0];
}

function resolve(document: any, schema: any): any {
  if (schema.$ref === undefined) return schema;
  return resolve(document, document.components.schemas[schema.$ref.split("/").at(-1)]);
}
