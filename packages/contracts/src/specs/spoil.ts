/** A good world with one thing spoilt, and where. */
export interface Spoilt {
  readonly path: string;
  readonly how: string;
  readonly value: unknown;
}

type Rebuild = (part: unknown) => unknown;

/** Every way to spoil one field of a body that any schema has to refuse. */
export function spoil(
  value: unknown,
  path = "",
  rebuild: Rebuild = (part) => part,
): readonly Spoilt[] {
  const own = waysToSpoil(value).map(([how, part]) => ({ path, how, value: rebuild(part) }));
  return [...own, ...inside(value, { path, rebuild })];
}

interface Place {
  readonly path: string;
  readonly rebuild: Rebuild;
}

function inside(value: unknown, { path, rebuild }: Place): readonly Spoilt[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((each, i) =>
      spoil(each, `${path}/${i}`, (part) => rebuild(value.with(i, part))),
    );
  }
  return Object.entries(value).flatMap(([key, each]) =>
    spoil(each, `${path}/${key}`, (part) => rebuild({ ...value, [key]: part })),
  );
}

function waysToSpoil(value: unknown): readonly (readonly [string, unknown])[] {
  const nothing = ["nothing", null] as const;
  if (typeof value === "string") {
    return [
      nothing,
      ["a book", "x".repeat(100_000)],
      ["no text", ""],
      ["a NUL", `${value}\u0000${value}`],
      ["half a letter", `${value}\ud83d`],
      ["a turn of direction", `${value}\u202e`],
      ["a number", 7.5],
      ["a list", [value]],
    ];
  }
  if (typeof value === "number") {
    return [
      nothing,
      ["no number", Number.NaN],
      ["without end", Number.POSITIVE_INFINITY],
      ["huge", 1e300],
      ["deep below", -1e300],
      ["text", `${value}`],
    ];
  }
  if (typeof value === "boolean") return [nothing, ["text", `${value}`], ["a number", 1]];
  if (Array.isArray(value)) {
    return [nothing, ["a flood", Array.from({ length: 10_001 }, () => value[0])], ["a thing", {}]];
  }
  return [
    nothing,
    ["one field more", { ...Object(value), madeUp: 1 }],
    ["a list", []],
    ["text", "{}"],
  ];
}
