import { isCommand, type Route, type Shape } from "../routes/route.ts";
import { answersOf } from "./answers-of.ts";
import type { ASKED_PARAMETERS } from "./header-refs.ts";
import type { JsonSchemas } from "./json-schemas.ts";

/** A route as OpenAPI writes it. */
export function operationOf(route: Route, schemas: JsonSchemas): Readonly<Record<string, unknown>> {
  const { id, tag, summary, body } = route;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [whoMay(route), ...mannerOf(route)].join(" "),
    security: securityOf(route),
    parameters: [
      ...named(route.params, { schemas, place: "path" }),
      ...named(route.query, { schemas, place: "query" }),
      ...asked(route),
    ],
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: { "application/json": { schema: schemas.of(body) } },
      },
    }),
    responses: answersOf(route, schemas),
  };
}

/** What of its manner is not seen from its method. */
function mannerOf({ manner, weight = 1 }: Route): readonly string[] {
  if (manner !== "question") return [];
  const counts = weight === 1 ? "counted by itself" : `counts for ${weight} questions`;
  return [`Changes nothing, so it takes no \`Idempotency-Key\` and may be asked again; ${counts}.`];
}

function whoMay({ roles, members = [], scopes }: Route): string {
  if (roles === "anyone") return "Anybody may ask.";
  const office = members.length === 0 ? "" : `; in an organization for ${members.join(", ")}`;
  const keys = scopes.length === 0 ? "" : `; for API keys with ${scopes.join(" or ")}`;
  return `For ${roles.join(", ")}${office}${keys}.`;
}

function securityOf({ roles, scopes }: Route) {
  if (roles === "anyone") return [];
  return [{ bearer: [] }, ...(scopes.length === 0 ? [] : [{ apiKey: [] }])];
}

interface Place {
  readonly schemas: JsonSchemas;
  readonly place: "path" | "query";
}

function named(shape: Shape | undefined, { schemas, place }: Place) {
  return Object.entries(shape ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path" || !schema.safeParse(undefined).success,
    schema: schemas.of(schema),
    ...(schema.description !== undefined && { description: schema.description }),
  }));
}

function asked(route: Route) {
  const names: readonly (keyof typeof ASKED_PARAMETERS)[] = [
    "RequestId",
    "Language",
    ...(isCommand(route) ? (["IdempotencyKey", "DryRun"] as const) : []),
    ...(route.manner === "read" ? (["IfNoneMatch"] as const) : []),
  ];
  return names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
}
