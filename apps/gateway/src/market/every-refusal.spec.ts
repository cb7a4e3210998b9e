import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isProblemCode, problemCodeOf, PROBLEMS } from "@msafara/contracts";
import { expect, test } from "vitest";

const HOUSE = join(import.meta.dirname, "../../../..");
const ROOMS = [
  "packages/domain/src",
  "packages/roles/src",
  "packages/store/src",
  "apps/gateway/src",
];

interface Refused {
  readonly code: string;
  /** Names of the facts given with it; absent where they are not written out. */
  readonly facts?: readonly string[];
}

/** Everything that a text refuses, where it says so and in its types. */
function refusedIn(text: string): readonly Refused[] {
  const said = [
    ...text.matchAll(/\brefuse\(([^,()]*(?:\([^()]*\)[^,()]*)*)(,\s*\{([^{}]*)\})?(.)/gs),
  ];
  const typed = [...text.matchAll(/\bRefusal<([^<>]*)>/g)];
  return [
    ...said.flatMap(([, first = "", , written, after]) =>
      codesIn(first).map((code) => ({ code, ...factsIn(written, after) })),
    ),
    ...typed.flatMap(([, codes = ""]) => codesIn(codes).map((code) => ({ code }))),
  ];
}

function codesIn(text: string): readonly string[] {
  return [...text.matchAll(/"([a-z][a-z-]+)"/g)].map(([, code = ""]) => code);
}

function factsIn(written: string | undefined, after: string | undefined): Pick<Refused, "facts"> {
  if (written === undefined) return after === ")" ? { facts: [] } : {};
  const fields = written.split(",").map((field) => /^\s*(\w+)/.exec(field)?.[1] ?? "");
  return { facts: fields.filter((name) => name !== "") };
}

function sourcesOf(room: string): readonly string[] {
  const names = readdirSync(join(HOUSE, room), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".ts") && !/\.spec\.ts$|(?:^|\/)specs\//.test(name))
    .map((name) => readFileSync(join(HOUSE, room, name), "utf8"));
}

const EVERY = ROOMS.flatMap(sourcesOf).flatMap(refusedIn);
const CODES = [...new Set(EVERY.map(({ code }) => code))];

test.for(CODES)("%s has a sentence on the wire, or is told as if it were not there", (code) => {
  expect(problemCodeOf(code)).not.toBe("broken");
});

test.for(EVERY.filter(({ facts }) => facts !== undefined))(
  "$code gives the facts that its sentence names: $facts",
  ({ code, facts }) => {
    const named = isProblemCode(code) ? Object.keys(PROBLEMS[code].facts ?? {}) : [];
    // When to come again the door knows by itself.
    const wanted = named.filter((name) => name !== "retryAfter");
    expect(facts).toEqual(expect.arrayContaining(wanted));
  },
);

test("what is refused is found, however it is written", () => {
  const text = `
    if (isLate) return refuse("bid-late");
    return refuse(isTaken ? "calendar-taken" : "no-award-waiting", { shipmentId });
    return refuse("too-heavy", {
      weightKg: cargo.weightKg,
      capacityKg,
    });
    return refuse("own-load", facts);
    type Told = Refusal<"a-code" | "another">;`;
  expect(refusedIn(text)).toEqual([
    { code: "bid-late", facts: [] },
    { code: "calendar-taken", facts: ["shipmentId"] },
    { code: "no-award-waiting", facts: ["shipmentId"] },
    { code: "too-heavy", facts: ["weightKg", "capacityKg"] },
    { code: "own-load" },
    { code: "a-code" },
    { code: "another" },
  ]);
  expect(CODES.length).toBeGreaterThan(60);
});
