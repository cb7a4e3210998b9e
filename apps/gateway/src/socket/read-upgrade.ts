import type { IncomingHttpHeaders } from "node:http";
import { type Language, topicSchema } from "@msafara/contracts";
import { type Refusal, refuse } from "@msafara/kernel";
import { languageOf } from "../language.ts";

const BEARER = "bearer.";
/** What our own clients offer, so that a token need not be said back. */
const PROTOCOL = "msafara";

/** What somebody who opens a socket has said so far. */
export interface Upgrade {
  readonly language: Language;
  /** Said as a subprotocol, since a browser can send no header. */
  readonly token?: string;
  /** To be followed as soon as we know who it is. */
  readonly topic?: string;
  /** Which subprotocol to agree on. */
  readonly protocol?: string;
}

/** Why a socket is not even opened. */
export type UpgradeRefusal = Refusal<
  "not-found" | "token-in-address" | "origin-not-allowed" | "malformed"
>;

/** Reads the request for a socket. `origins` may be pages of others; our own address always may. */
export function readUpgrade(
  {
    url = "",
    headers,
  }: { readonly url?: string | undefined; readonly headers: IncomingHttpHeaders },
  origins: readonly string[],
): Upgrade | UpgradeRefusal {
  const [path = "", query] = url.split("?", 2);
  const place = placeOf(path);
  if (place === undefined) return refuse("not-found");
  // Addresses end up in logs of proxies, so nothing is said in them.
  if (query !== undefined) return refuse("token-in-address");
  if (!mayOpen(headers, origins)) return refuse("origin-not-allowed");
  const bearing = readProtocols(headers["sec-websocket-protocol"] ?? "");
  if (bearing === undefined) return refuse("malformed");
  return { language: languageOf(headers["accept-language"]), ...place, ...bearing };
}

function readProtocols(header: string): Pick<Upgrade, "token" | "protocol"> | undefined {
  const offered = header.split(",").map((each) => each.trim());
  const [bearer, ...others] = offered.filter((each) => each.startsWith(BEARER));
  if (others.length > 0) return undefined;
  const protocol = offered.includes(PROTOCOL) ? PROTOCOL : bearer;
  return {
    ...(bearer !== undefined && { token: bearer.slice(BEARER.length) }),
    ...(protocol !== undefined && { protocol }),
  };
}

/**
 * `/ws`, or `/ws/trips/trp_…` with its topic; what is plural in an address is not in a topic. Which
 * trucks are followed at `/ws/trucks` is said by subscribing: there is no topic of all of them.
 */
function placeOf(path: string): { readonly topic?: string } | undefined {
  if (path === "/ws" || path === "/ws/trucks") return {};
  const [, kind, id] = /^\/ws\/(trip|truck)s\/(\w+)$/.exec(path) ?? [];
  const topic = `${kind}/${id}`;
  return topicSchema.safeParse(topic).success ? { topic } : undefined;
}

/** Only browsers send an origin, and only they can be made to open sockets behind a person's back. */
function mayOpen({ origin, host }: IncomingHttpHeaders, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
