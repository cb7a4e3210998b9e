import type { z } from "zod";
import type { ProblemCode } from "../problems/problem-table.ts";
import { PROBLEMS } from "../problems/problem-table.ts";
import { problemsOf } from "../routes/problems-of.ts";
import { isCommand, type Route } from "../routes/route.ts";
import { headerRefs } from "./header-refs.ts";
import type { JsonSchemas } from "./json-schemas.ts";

const ALWAYS = [
  "X-Request-ID",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
] as const;

const MEANING: Readonly<Record<number, string>> = {
  200: "Done, or read.",
  201: "Made.",
  202: "Taken; what comes of it is told live.",
  204: "Done; there is nothing to tell.",
};

/** What a route may answer, as OpenAPI writes it. */
export function answersOf(route: Route, schemas: JsonSchemas): Readonly<Record<string, unknown>> {
  const good = Object.entries(route.responses).map(([status, schema]) => [
    status,
    answer(route, { description: MEANING[Number(status)] ?? "", schema, schemas }),
  ]);
  return {
    ...rehearsal(route, schemas),
    ...Object.fromEntries(good),
    ...fresh(route),
    ...bad(route),
  };
}

interface Good {
  readonly description: string;
  readonly schema: z.ZodType | null;
  readonly schemas: JsonSchemas;
}

function answer(route: Route, { description, schema, schemas }: Good) {
  const headers = headerRefs([
    ...ALWAYS,
    ...(route.manner === "read" ? (["ETag"] as const) : []),
    ...(mayBeStale(route) ? (["Age", "X-Stale"] as const) : []),
    ...(isCommand(route) ? (["Idempotency-Replayed"] as const) : []),
    ...(isCommand(route) && description === MEANING[200] ? (["X-Dry-Run"] as const) : []),
  ]);
  if (schema === null) return { description, headers };
  return { description, headers, content: { "application/json": { schema: schemas.of(schema) } } };
}

/** What somebody in particular reads may be answered as it was lately. */
function mayBeStale({ manner, roles }: Route): boolean {
  return roles !== "anyone" && (manner === "read" || manner === "list");
}

/** A rehearsal has made nothing, so it answers 200 with what would have been answered. */
function rehearsal(route: Route, schemas: JsonSchemas) {
  if (!isCommand(route) || 200 in route.responses) return {};
  const [schema = null] = Object.values(route.responses);
  const description = "Rehearsed: this is what would have been answered.";
  const headers = headerRefs([...ALWAYS, "X-Dry-Run"]);
  return { 200: { ...answer(route, { description, schema, schemas }), headers } };
}

function fresh({ manner }: Route) {
  if (manner !== "read") return {};
  return {
    304: { description: "Nothing has changed.", headers: headerRefs(["X-Request-ID", "ETag"]) },
  };
}

function bad(route: Route) {
  const byStatus = Map.groupBy(problemsOf(route), (code) => PROBLEMS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, refusal(route, status, codes)]),
  );
}

function refusal(route: Route, status: number, codes: readonly ProblemCode[]) {
  const isLater = status === 429 || status === 503;
  const later = isLater ? (["Retry-After"] as const) : [];
  // Under its key a refusal is kept like any other answer.
  const isKept = isCommand(route) && !isLater && status < 500;
  const again = isKept ? (["Idempotency-Replayed"] as const) : [];
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].en[0]}.`).join(" "),
    headers: headerRefs([...ALWAYS, ...later, ...again]),
    content: {
      "application/problem+json": {
        schema: { $ref: "#/components/schemas/Problem" },
        examples: Object.fromEntries(
          codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
        ),
      },
    },
  };
}
