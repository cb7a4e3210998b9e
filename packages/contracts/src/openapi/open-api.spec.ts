import { createConfig, lintFromString } from "@redocly/openapi-core";
import { describe, expect, test } from "vitest";
import { PROBLEM_CODES } from "../problems/problem-table.ts";
import { ALL_ROUTES } from "../routes/all-routes.ts";
import { isCommand, type Route, urlOf } from "../routes/route.ts";
import { openApi } from "./open-api.ts";

const document = JSON.parse(JSON.stringify(openApi({ version: "1.2.3" })));

function operationOf(route: Route) {
  return document.paths[urlOf(route)][route.method.toLowerCase()];
}

/** The linter walks 400 kB by some forty rules, on machines that do other things, too. */
const LINTED = { timeout: 30_000 };

interface Answered {
  readonly content?: Readonly<Record<string, { readonly examples?: object }>>;
}

function parametersOf(operation: { parameters: readonly { name?: string; $ref?: string }[] }) {
  return operation.parameters.map(({ name, $ref }) => name ?? $ref?.split("/").at(-1));
}

async function complaintsAbout(spoilt: unknown): Promise<readonly string[]> {
  const config = await createConfig({ extends: ["recommended-strict"] });
  const found = await lintFromString({ source: JSON.stringify(spoilt), config });
  return found.map(
    ({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`,
  );
}

describe("the OpenAPI document", () => {
  test("is one, and a good one, by the rules of its linter", LINTED, async () => {
    expect(await complaintsAbout(document)).toEqual([]);
  });

  test("would not be one with a reference to nothing", LINTED, async () => {
    const spoilt = structuredClone(document);
    spoilt.components.schemas.Money.properties.currency = { $ref: "#/components/schemas/Gold" };
    expect(await complaintsAbout(spoilt)).toContainEqual(
      expect.stringContaining("no-unresolved-refs"),
    );
  });

  test.for(ALL_ROUTES)("shows $id", (route) => {
    const operation = operationOf(route);
    expect(operation.operationId).toBe(route.id);
    const statuses = Object.keys(operation.responses).map(Number);
    expect(statuses).toEqual(expect.arrayContaining(Object.keys(route.responses).map(Number)));
    expect(operation.requestBody === undefined).toBe(route.body === undefined);
  });

  test.for(ALL_ROUTES)("offers a key and a rehearsal for $id if it is a command", (route) => {
    const names = parametersOf(operationOf(route));
    expect(names.includes("IdempotencyKey")).toBe(isCommand(route));
    expect(names.includes("DryRun")).toBe(isCommand(route));
    const rehearsed = operationOf(route).responses["200"]?.headers?.["X-Dry-Run"];
    expect(rehearsed !== undefined).toBe(isCommand(route));
  });

  test.for(ALL_ROUTES)(
    "shows how $id says that it was done before, if it is a command",
    (route) => {
      const { responses } = operationOf(route);
      for (const status of [...Object.keys(route.responses), "422"]) {
        const headers = responses[status]?.headers ?? {};
        expect("Idempotency-Replayed" in headers).toBe(isCommand(route));
      }
      expect(responses["503"].headers).not.toHaveProperty("Idempotency-Replayed");
    },
  );

  test.for(ALL_ROUTES)("has a version and a 304 for $id if it is a single read", (route) => {
    const { responses } = operationOf(route);
    expect("304" in responses).toBe(route.manner === "read");
    expect(responses["200"]?.headers?.["ETag"] !== undefined).toBe(route.manner === "read");
  });

  test.for(ALL_ROUTES)("says what $id refuses, and when to ask again", (route) => {
    const { responses } = operationOf(route);
    const shown = Object.values<Answered>(responses).flatMap((answer) =>
      Object.keys(answer.content?.["application/problem+json"]?.examples ?? {}),
    );
    expect(shown).toEqual(expect.arrayContaining([...route.problems, "malformed", "broken"]));
    expect(PROBLEM_CODES).toEqual(expect.arrayContaining(shown));
    for (const status of ["429", "503"]) {
      expect(responses[status].headers).toHaveProperty("Retry-After");
    }
  });

  test.for(ALL_ROUTES)("says for $id whom it lets in", (route) => {
    const { security } = operationOf(route);
    const wanted = [
      ...(route.roles === "anyone" ? [] : [{ bearer: [] }]),
      ...(route.scopes.length === 0 ? [] : [{ apiKey: [] }]),
    ];
    expect(security).toEqual(wanted);
  });

  test("refuses what it does not know wherever something is written", () => {
    const bodies = ALL_ROUTES.filter(({ body }) => body !== undefined).map(
      (route) => operationOf(route).requestBody.content["application/json"].schema,
    );
    for (const body of bodies) {
      const name = body.$ref.split("/").at(-1);
      expect(document.components.schemas[name], name).toMatchObject({
        additionalProperties: false,
      });
    }
  });

  test("shows money, instants and ids as they stand on the wire", () => {
    const { Money, Window, NewBid } = document.components.schemas;
    expect(Money.properties.amount).toMatchObject({ type: "integer", minimum: 0 });
    expect(Window.properties.from).toMatchObject({ type: "string", format: "date-time" });
    expect(NewBid.properties.shipmentId).toMatchObject({
      type: "string",
      pattern: expect.stringMatching(/^\^shp_/),
    });
  });

  test("shows the limits of a list as the numbers they are", () => {
    const { parameters } = document.paths["/api/v1/shipments"].get;
    const limit = parameters.find(({ name }: { name?: string }) => name === "limit");
    expect(limit).toMatchObject({
      required: false,
      schema: { type: "integer", minimum: 1, maximum: 200 },
    });
  });
});
