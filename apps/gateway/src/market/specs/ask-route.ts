import {
  paramsSchemaOf,
  problemCodeOf,
  PROBLEMS,
  problemsOf,
  querySchemaOf,
  type Route,
  ROUTES,
} from "@msafara/contracts";
import type { Actor } from "@msafara/domain";
import { assert, type Refusal } from "@msafara/kernel";
import { z } from "zod";
import type { Visitor } from "../../door/handler.ts";
import type { marketHandlers } from "../market-handlers.ts";

/* oxlint-disable typescript/no-unsafe-type-assertion -- What comes is read by schemas, and what goes is written by them. */
export type MarketAnswers = ReturnType<typeof marketHandlers>;

/** What stands in a request, as a client writes it. */
export interface Said {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly dryRun?: boolean;
}

interface Asking {
  readonly by: Actor;
  readonly name: keyof MarketAnswers;
  readonly said: Said;
}

/** What a route shows of an answer; refusals must be among those that it declares, with their facts. */
export async function askRoute(
  handlers: MarketAnswers,
  { by, name, said }: Asking,
): Promise<unknown> {
  const route: Route = ROUTES[name];
  const visitor: Visitor = { actor: by, principal: by.userId };
  const outcome: any = await (handlers[name] as (call: unknown) => Promise<unknown>)({
    params: paramsSchemaOf(route).parse(said.params ?? {}),
    query: querySchemaOf(route).parse(said.query ?? {}),
    body: route.body?.parse(said.body),
    visitor,
    origin: { address: "10.0.0.7", requestId: "req_1" },
    language: "en",
    dryRun: said.dryRun ?? false,
    ...(said.key === undefined ? {} : { key: said.key }),
  });
  if ("refused" in outcome) {
    const { refused, facts }: Refusal = outcome;
    const code = problemCodeOf(refused);
    assert(problemsOf(route).includes(code), `${name} declares ${code}`);
    const wanted = Object.keys(PROBLEMS[code].facts ?? {});
    assert(
      wanted.every((fact) => fact in facts),
      `${code} comes with its facts`,
    );
    return { code };
  }
  if ("rehearsed" in outcome) return { rehearsed: written(route, outcome.rehearsed) };
  if (!("status" in outcome)) return outcome;
  assert(outcome.status in route.responses, "a route answers with a status that it declares");
  return written(route, outcome.body);
}

function written(route: Route, body: unknown): unknown {
  const [schema] = Object.values(route.responses);
  assert(schema, "every route of the market answers with something");
  return z.encode(schema, body);
}
