import { EXAMPLES } from "../examples/examples.ts";
import { problemOf } from "../problems/problem-of.ts";
import { PROBLEMS } from "../problems/problem-table.ts";
import { ALL_ROUTES } from "../routes/all-routes.ts";
import { problemsOf } from "../routes/problems-of.ts";
import { type Route, urlOf } from "../routes/route.ts";
import { ANSWER_HEADERS, ASKED_PARAMETERS } from "./header-refs.ts";
import { type JsonSchema, type JsonSchemas, jsonSchemas } from "./json-schemas.ts";
import { operationOf } from "./operation-of.ts";

/** What a document is about. */
export interface DocumentAbout {
  readonly version: string;
}

/** The OpenAPI 3.1 document, from the very routes and schemas that the door works by. */
export function openApi({ version }: DocumentAbout) {
  const shapes = ALL_ROUTES.flatMap(({ params = {}, query = {} }) => [
    ...Object.values(params),
    ...Object.values(query),
  ]);
  const schemas = jsonSchemas(shapes);
  return {
    openapi: "3.1.0",
    info: {
      title: "Msafara",
      version,
      summary: "The open platform on which a freight market runs",
      description: DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "This market." }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths: pathsOf(ALL_ROUTES, schemas),
    components: {
      schemas: withExamples(schemas.components),
      headers: ANSWER_HEADERS,
      parameters: ASKED_PARAMETERS,
      examples: problemExamples(),
      securitySchemes: SECURITY,
    },
  };
}

const DESCRIPTION = `Money is counted in minor units, instants are ISO 8601 with their offset, ids say
what they name. Writes refuse fields that they do not know. Lists are paged by \`cursor\`. What is
refused is a problem document of RFC 9457 with a stable \`code\`.`;

const TAGS = {
  Accounts: "Coming in, going out, and proving who one is.",
  Organizations: "Who belongs where.",
  "API keys": "What machines may do.",
  Shipments: "From a request to a booking and to the delivery.",
  Bids: "The open market, and what drivers offer on it.",
  Drivers: "A driver's own affairs.",
  Trips: "The work of a truck.",
  Agents: "Those who act for people.",
  Payments: "Where the money is.",
  Roads: "Ways, times, tours and names, and what happens on the roads.",
  Service: "How the market itself is.",
};

const SECURITY = {
  bearer: { type: "http", scheme: "bearer", description: "An access token; it lives 15 minutes." },
  apiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "A key of a machine." },
};

function pathsOf(routes: readonly Route[], schemas: JsonSchemas) {
  const byUrl = Map.groupBy(routes, urlOf);
  const paths = [...byUrl].map(([url, all]) => [
    url,
    Object.fromEntries(
      all.map((route) => [route.method.toLowerCase(), operationOf(route, schemas)]),
    ),
  ]);
  return Object.fromEntries(paths);
}

function withExamples(components: Readonly<Record<string, JsonSchema>>) {
  const examples = new Map(Object.entries(EXAMPLES));
  const shown = Object.entries(components).map(([name, schema]) => [
    name,
    examples.has(name) ? { ...schema, examples: [examples.get(name)] } : schema,
  ]);
  return Object.fromEntries(shown);
}

function problemExamples() {
  const answered = new Set(ALL_ROUTES.flatMap(problemsOf));
  const shown = [...answered].map((code) => {
    const problem = problemOf(code, PROBLEMS[code].facts ?? {}, "en");
    const value = { ...problem, instance: "/api/v1", requestId: "req_01jx5k7q3v9e2m8n4p6r0s1t2w" };
    return [code, { summary: problem.title, value }];
  });
  return Object.fromEntries(shown);
}
