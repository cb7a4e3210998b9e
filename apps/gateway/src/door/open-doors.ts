import type { Route } from "@msafara/contracts";
import { type Deadlines, Fault, isRefusal, openDeadlines, type World } from "@msafara/kernel";
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
import { waitFor } from "./wait-for.ts";

const MS_PER_S = 1_000;
const DEVICE_LETTERS_MAX = 200;
/** A caller hears from us before he gives up, which ours do after 15 s. */
const ANSWER_MS_MAX = 10_000;
const COME_AGAIN_MS = 1_000;

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
  readonly world: World;
}

/** A handler of any route, as one table holds them. */
type AnyHandler = (call: AnyCall) => Promise<Outcome>;

interface AnyCall extends Read {
  readonly visitor: Visitor | undefined;
  readonly origin: Origin;
  readonly language: "en" | "sw";
  readonly ifNoneMatch: string | undefined;
}

/**
 * Opens a door for each route that has a handler. Who comes is known, counted and let in before his body
 * is read: a stranger cannot make us read a megabyte (U50). Then the request is read whole, the handler
 * answers, and the answer is written by the route's schema.
 */
export function openDoors<Routes extends Readonly<Record<string, Route>>>(
  app: FastifyInstance,
  { routes, handlers, world, ...keepers }: DoorParts<Routes>,
): void {
  const deadlines = openDeadlines(world);
  app.addHook("onClose", async () => deadlines.close());
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each handler stands beside the route whose calls it takes, and is given no other.
  const table = handlers as Readonly<Record<string, AnyHandler | undefined>>;
  const open = Object.entries(routes).flatMap(([name, route]) => {
    const handler = table[name];
    return handler === undefined ? [] : [{ route, handler }];
  });
  for (const door of open) openDoor(app, { ...door, ...keepers, deadlines, world });
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
  readonly deadlines: Deadlines;
  readonly world: Pick<World, "ticks">;
}

function openDoor(app: FastifyInstance, door: Door): void {
  const { route, handler, deadlines, world } = door;
  const visitors = new WeakMap<FastifyRequest, Visitor>();
  const greetedMs = new WeakMap<FastifyRequest, number>();
  const read = callReader(route);
  app.route({
    method: route.method,
    url: pathOf(route),
    config: { asked: route },
    onRequest: async (request, reply) => {
      const begunAt = world.ticks();
      const visitor = await greet(door, { request, reply });
      greetedMs.set(request, world.ticks() - begunAt);
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
      const { "accept-language": accepted, "if-none-match": ifNoneMatch } = request.headers;
      const language = languageOf(accepted);
      const said = read(sentIn(request), language);
      if (isWrong(said)) return await sendProblem(request, reply, said);
      const visitor = visitors.get(request);
      const call = { ...said, visitor, origin: originOf(request), language, ifNoneMatch };
      const outcome = await waitFor(deadlines, handler(call), {
        // One time for the greeting and this; how long somebody sends is his own, and the server's to bound.
        withinMs: ANSWER_MS_MAX - (greetedMs.get(request) ?? 0),
        late: (): Outcome => ({ away: "outcome-unknown", retryAfterMs: COME_AGAIN_MS }),
      });
      return await answer({ request, reply, route, dryRun: said.dryRun }, outcome);
    },
  });
}

/** Who comes, once he is counted and let in; nobody where anybody may ask. */
async function greet(
  door: Door,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
): Promise<Visitor | Wrong | undefined> {
  const { route, limiter } = door;
  const known = await lookUp(door, request);
  const isKnown = known !== undefined && !(known instanceof Fault) && !isRefusal(known);
  const visitor = isKnown ? known : undefined;
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
  if (known instanceof Fault) throw known;
  // Where anybody may ask, a token that has ended makes a guest: else nobody could come in again.
  const turned =
    isClosed(route) && known !== undefined && isRefusal(known) ? known : admit(route, visitor);
  return turned === undefined ? visitor : { wrong: turned.refused, facts: turned.facts };
}

/** Whoever cannot be looked up now is counted all the same, by where he comes from. */
async function lookUp({ route, identify, deadlines }: Door, { headers }: FastifyRequest) {
  const { authorization, "x-api-key": apiKey } = headers;
  const shown = { authorization, apiKey: typeof apiKey === "string" ? apiKey : undefined };
  const late = () => new Fault("Cannot wait any longer to know who asks", { retry: true });
  const withinMs = ANSWER_MS_MAX;
  try {
    return await waitFor<Known>(deadlines, identify(route, shown), { withinMs, late });
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

type Known = Awaited<ReturnType<Identify>> | Fault;

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
