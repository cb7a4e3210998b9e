import { ALL_ROUTES, type Language, type Route } from "@msafara/contracts";
import { realWorld, type World } from "@msafara/kernel";
import { type Addressed, addressOf } from "./address-of.ts";
import type { Calls } from "./calls.ts";
import { openSender } from "./open-sender.ts";
import { readTold } from "./read-told.ts";

/** Where the market is, and who asks. Everything but the address has a default. */
export interface ClientOptions {
  readonly baseUrl: string;
  /** Asked before each try, so that whoever renews a token is heard at once. */
  readonly token?: () => Promise<string | undefined>;
  readonly apiKey?: string;
  readonly language?: Language;
  readonly fetch?: typeof fetch;
  readonly world?: World;
}

interface Given extends Addressed {
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** Opens a client: one function for each route of the contract. Nothing is asked before one is called. */
export function openClient(options: ClientOptions): Calls {
  // The one place where what a program may not make up is filled in.
  const world = options.world ?? realWorld();
  const send = openSender({ ...options, world, fetch: options.fetch ?? fetch });
  const call = async (route: Route, given: Given = {}): Promise<unknown> => {
    const { status, json } = await send({
      method: route.method,
      address: addressOf(route, given),
      headers: {
        "X-Request-ID": world.mint("req"),
        ...(route.manner === "command" && { "Idempotency-Key": given.key ?? world.mint("idk") }),
      },
      body: bodyOf(route, given),
      isSafe: route.manner !== "credential",
      signal: given.signal,
    });
    const schema = route.responses[status] ?? Object.values(route.responses)[0] ?? null;
    return schema === null ? null : readTold(schema, json);
  };
  const calls = ALL_ROUTES.map((route) => [route.id, (given?: Given) => call(route, given)]);
  return Object.fromEntries(calls);
}

function bodyOf({ body: schema }: Route, { body }: Given): string | undefined {
  return schema === undefined ? undefined : JSON.stringify(schema.encode(body));
}
