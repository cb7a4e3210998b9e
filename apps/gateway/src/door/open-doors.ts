import type { Route } from "@msafara/contracts";
import { isRefusal } from "@msafara/kernel";
import type { Limiter } from "@msafara/runtime";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "../language.ts";
import { sendProblem } from "../problems/send-problem.ts";
import { isWrong, type Wrong } from "../problems/wrong.ts";
import { addressOf } from "./address-of.ts";
import { admit } from "./admit.ts";
import { allowanceFor } from "./allowance-for.ts";
import { answer, type Outcome } from "./answer.ts";
import { closeOthers } from "./close-others.ts";
import type { Handlers, Origin, Visitor } from "./handler.ts";
import type { Identify } from "./identify.ts";
import { pathOf } from "./path-of.ts";
import { callReader, type Read } from "./read-call.ts";

const MS_PER_S = 1_000;
const DEVICE_LETTERS_MAX = 200;

declare module "fastify" {
  interface FastifyContextConfig {
    /** What is asked here, where it is a route of the wire. */
    readonly asked?: Route;
  }
}

/** What stands at every door. */
export interface DoorParts<Routes extends Readonly<Record<string, Route>>> {
  readonly routes: Routes;
  /** A route without a handler is not opened. */
  readonly handlers: Partial<Handlers<Routes>>;
  readonly identify: Identify;
  readonly limiter: Limiter;
}

/** A handler of any route, as one table holds them. */
type AnyHandler = (call: AnyCall) => Promise<Outcome>;

interface AnyCall extends Read {
  readonly visitor: Visitor | undefined;
  readonly origin: Origin;
  readonly language: "en" | "sw";
}

/**
 * Opens a door for each route that has a handler. Who comes is known, counted and let in before his body
 * is read: a stranger cannot make us read a megabyte (U50). Then the request is read whole, the handler
 * answers, and the answer is written by the route's schema.
 */
export function openDoors<Routes extends Readonly<Record<string, Route>>>(
  app: FastifyInstance,
  { routes, handlers, ...keepers }: DoorParts<Routes>,
): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each handler stands beside the route whose calls it takes, and is given no other.
  const table = handlers as Readonly<Record<string, AnyHandler | undefined>>;
  const open = Object.entries(routes).flatMap(([name, route]) => {
    const handler = table[name];
    return handler === undefined ? [] : [{ route, handler }];
  });
  for (const door of open) openDoor(app, { ...door, ...keepers });
  closeOthers(
    app,
    open.map(({ route }) => route),
  );
}

interface Door {
  readonly route: Route;
  readonly handler: AnyHandler;
  readonly identify: Identify;
  readonly limiter: Limiter;
}

function openDoor(app: FastifyInstance, door: Door): void {
  const { route, handler } = door;
  const visitors = new WeakMap<FastifyRequest, Visitor>();
  const read = callReader(route);
  app.route({
    method: route.method,
    url: pathOf(route),
    config: { asked: route },
    onRequest: async (request, reply) => {
      const visitor = await greet(door, { request, reply });
      if (visitor === undefined) return;
      if (isWrong(visitor)) {
        await sendProblem(request, reply, visitor);
        return;
      }
      visitors.set(request, visitor);
      // Whatever is written down of this request says on whose behalf it was (U42).
      request.log = request.log.child({ principal: visitor.principal });
    },
    handler: async (request, reply) => {
      const language = languageOf(request.headers["accept-language"]);
      const said = read(sentIn(request), language);
      if (isWrong(said)) return await sendProblem(request, reply, said);
      const visitor = visitors.get(request);
      const call = { ...said, visitor, origin: originOf(request), language };
      const outcome = await handler(call);
      return await answer({ request, reply, route, dryRun: said.dryRun }, outcome);
    },
  });
}

/** Who comes, once he is counted and let in; nobody where anybody may ask. */
async function greet(
  { route, identify, limiter }: Door,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<Visitor | Wrong | undefined> {
  const { authorization, "x-api-key": apiKey } = request.headers;
  const shown = { authorization, apiKey: typeof apiKey === "string" ? apiKey : undefined };
  const known = await identify(route, shown);
  const visitor = known === undefined || isRefusal(known) ? undefined : known;
  const allowance = allowanceFor(route, { visitor, address: addressOf(request) });
  const { allowed, left, resetMs } = await limiter.take(allowance);
  const resetS = Math.ceil(resetMs / MS_PER_S);
  reply.headers({
    "ratelimit-limit": String(allowance.limit),
    "ratelimit-remaining": String(left),
    "ratelimit-reset": String(resetS),
  });
  if (!allowed) {
    const facts = { limit: allowance.limit, retryAfter: Math.max(1, resetS) };
    return { wrong: "too-many-requests", facts };
  }
  // Where anybody may ask, a token that has ended makes a guest: else nobody could come in again.
  const turned =
    isClosed(route) && known !== undefined && isRefusal(known) ? known : admit(route, visitor);
  return turned === undefined ? visitor : { wrong: turned.refused, facts: turned.facts };
}

function isClosed({ roles }: Route): boolean {
  return roles !== "anyone";
}

function sentIn({ params, query, body, headers }: FastifyRequest) {
  const key = headers["idempotency-key"];
  return { params, query, body, key: Array.isArray(key) ? key.join(", ") : key };
}

function originOf(request: FastifyRequest): Origin {
  const device = request.headers["user-agent"]?.slice(0, DEVICE_LETTERS_MAX);
  return {
    address: addressOf(request),
    requestId: request.id,
    ...(device !== undefined && { device }),
  };
}
