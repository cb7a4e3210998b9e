import { ALL_ROUTES, type Language, type Route } from "@msafara/contracts";
import { realWorld, type World } from "@msafara/kernel";
import { type Addressed, addressOf } from "./address-of.ts";
import type { Calls } from "./calls.ts";
import { type Live, openLive } from "./live/open-live.ts";
import type { SocketMaker } from "./live/socket-like.ts";
import { openSender } from "./open-sender.ts";
import { readTold } from "./read-told.ts";
import type { Tokens } from "./tokens.ts";

/** Where the market is, and who asks. Everything but the address has a default. */
export interface ClientOptions {
  readonly baseUrl: string;
  /** Asked before each try, so that whoever renews a token is heard at once. */
  readonly token?: () => Promise<string | undefined>;
  readonly apiKey?: string;
  readonly language?: Language;
  readonly fetch?: typeof fetch;
  /** Makes sockets; the platform's own `WebSocket` unless told. */
  readonly socket?: SocketMaker;
  /** Names this install when it reports where it is; its fixes are counted under this name. */
  readonly device?: string;
  readonly world?: World;
}

/** Everything that can be asked, and what can be followed. */
export interface Client extends Calls {
  readonly live: Live;
}

interface Given extends Addressed {
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** Opens a client: one function for each route of the contract. Nothing is asked before one is called. */
export function openClient(options: ClientOptions): Client {
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
  const live = openLive({
    url: `${options.baseUrl.replace(/\/$/, "").replace(/^http/, "ws")}/ws`,
    socket: options.socket ?? WebSocket,
    world,
    device: options.device,
    tokens: tokensOf(options),
  });
  return { ...Object.fromEntries(calls), live };
}

function tokensOf({ token, apiKey }: ClientOptions): Tokens {
  const current = async () => (await token?.()) ?? apiKey;
  return { current, renew: async (spent) => (await current()) !== spent };
}

function bodyOf({ body: schema }: Route, { body }: Given): string | undefined {
  return schema === undefined ? undefined : JSON.stringify(schema.encode(body));
}
