import { ALL_ROUTES, type Language, ROUTES } from "@msafara/contracts";
import { realWorld, type World } from "@msafara/kernel";
import type { Calls, Pages } from "./calls.ts";
import { keepInMemory } from "./keep-in-memory.ts";
import { keepTokens, type TokenKeeper, type WirePair } from "./keep-tokens.ts";
import { type Live, openLive } from "./live/open-live.ts";
import type { SocketMaker } from "./live/socket-like.ts";
import { MsafaraProblem } from "./msafara-problem.ts";
import { type CallRoute, type Given, openCaller } from "./open-caller.ts";
import { openSender } from "./open-sender.ts";
import { pageThrough } from "./page-through.ts";
import type { Tokens, TokenStore } from "./tokens.ts";

/** Where the market is, and who asks. Everything but the address has a default. */
export interface ClientOptions {
  readonly baseUrl: string;
  /** For whoever keeps tokens himself: asked before each try. Otherwise a login is kept by the client. */
  readonly token?: () => Promise<string | undefined>;
  /** Where a login is kept; in memory unless told. */
  readonly store?: TokenStore;
  /** The server has ended the login that was kept: somebody has to sign in again. */
  readonly onSignedOut?: () => void;
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
  /** Every list, page by page: `for await (const { items } of client.pages.listShipments())`. */
  readonly pages: Pages;
  readonly live: Live;
}

/** Opens a client: one function for each route of the contract. Nothing is asked before one is called. */
export function openClient(options: ClientOptions): Client {
  const { baseUrl, apiKey, language = "en", token } = options;
  // The one place where what a program may not make up is filled in.
  const world = options.world ?? realWorld();
  const keeper = keepTokens({
    world,
    store: options.store ?? keepInMemory(),
    onSignedOut: options.onSignedOut,
    refresh: async (refreshToken) => pairIn(await call(ROUTES.refresh, refreshBody(refreshToken))),
  });
  const tokens = token === undefined ? keeper : tokensFrom(token);
  const send = openSender({ ...options, world, tokens, fetch: options.fetch ?? fetch });
  const call = openCaller({ world, send, language });
  const live = openLive({
    url: `${baseUrl.replace(/\/$/, "").replace(/^http/, "ws")}/ws`,
    socket: options.socket ?? WebSocket,
    world,
    device: options.device,
    tokens: apiKey === undefined ? tokens : tokensFrom(async () => apiKey),
  });
  const signing = signingOf(call, keeper);
  const calls = ALL_ROUTES.map((route) => [route.id, (given?: Given) => signing(route, given)]);
  const lists = ALL_ROUTES.filter(({ manner }) => manner === "list");
  const pages = lists.map((route) => [
    route.id,
    (given?: Given) => pageThrough(call, route, given),
  ]);
  return { ...Object.fromEntries(calls), pages: Object.fromEntries(pages), live };
}

/** Whoever comes in is kept, and whoever goes out forgotten. */
function signingOf(call: CallRoute, keeper: TokenKeeper): CallRoute {
  return async (route, given) => {
    const told = await call(route, given);
    if (route.id === ROUTES.logout.id) await keeper.forget();
    else if (isPair(told)) await keeper.keep(told);
    return told;
  };
}

function tokensFrom(token: () => Promise<string | undefined>): Tokens {
  return {
    current: token,
    renew: async (spent) => {
      const next = await token();
      return next !== undefined && next !== spent;
    },
  };
}

function refreshBody(refreshToken: string): Given {
  return { body: { refresh_token: refreshToken } };
}

function pairIn(told: unknown): WirePair {
  if (isPair(told)) return told;
  throw new MsafaraProblem("The market answered without tokens", {
    code: "answer-unreadable",
    status: 0,
    requestId: "",
    retry: true,
  });
}

function isPair(told: unknown): told is WirePair {
  if (typeof told !== "object" || told === null) return false;
  return "access_token" in told && "refresh_token" in told && "expires_in" in told;
}
