import { createHash } from "node:crypto";
import { type Calls, MsafaraProblem, openClient } from "@msafara/client";
import { ALL_ROUTES, urlOf } from "@msafara/contracts";
import type { Id, World } from "@msafara/kernel";
import type { Luck } from "@msafara/sim";
import type { Ears } from "../wire/open-ears.ts";
import type { Account } from "./enrol-people.ts";

/** One answer of a gateway, or that none came. */
export interface Heard {
  readonly principal: Id<"usr">;
  readonly agentId: Id;
  readonly route: string;
  readonly key: string | undefined;
  /** 0 where the gateway was gone. */
  readonly status: number;
  /** The code of a problem, or `""`. */
  readonly code: string;
  readonly body: string;
  readonly door: string;
  readonly ms: number;
}

/** What a person's calls go through. */
export interface Street {
  readonly world: World;
  /** Gateways, as an edge would find them. */
  readonly doors: readonly [string, ...string[]];
  readonly ears: Ears;
  readonly hear: (heard: Heard) => void;
}

/** Somebody with an app in his hand. */
export interface Person {
  readonly account: Account;
  readonly luck: Luck;
  readonly world: World;
  readonly token: () => Promise<string>;
  /** Through whichever gateway the edge chooses, another one at each try. */
  readonly calls: Calls;
  /** Through one gateway. */
  readonly at: (door: number) => Calls;
  /**
   * Asks under one key until there is an answer for good: what was done, or why not. Now and then asks
   * twice at once, or once more: that must change nothing.
   */
  readonly insist: <Told>(
    call: (calls: Calls, key: string) => Promise<Told>,
  ) => Promise<Told | MsafaraProblem>;
}

/** Renewed well before its quarter of an hour is over. */
const TOKEN_MS = 600_000;
const RETRY_MS_MAX = 500;

const ROUTES = ALL_ROUTES.map((route) => ({
  id: route.id,
  method: route.method,
  path: new RegExp(`^${urlOf(route).replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** Puts an app into somebody's hand. */
export function openPerson(street: Street, account: Account, luck: Luck): Person {
  const { world, doors } = street;
  const token = keepToken(street, account, luck);
  const callsAt = (door: () => string) =>
    openClient({ baseUrl: doors[0], world, token, fetch: heardFetch(street, account, door) });
  const calls = callsAt(() => luck.pick(doors));
  const each = doors.map((door) => callsAt(() => door));
  return {
    account,
    luck,
    world,
    token,
    calls,
    at: (door) => each[door % each.length] ?? calls,
    insist: async (call) => {
      const key = world.mint("idk");
      const ask = () => answered(call(calls, key));
      for (;;) {
        const [told] = await Promise.all(luck.chance(0.05) ? [ask(), ask()] : [ask()]);
        if (!(told instanceof MsafaraProblem) || !told.retry) {
          if (luck.chance(0.05)) await ask();
          return told;
        }
        await world.sleep(luck.between(20, RETRY_MS_MAX));
      }
    },
  };
}

/** What came of a call; a problem is an answer, too. */
export async function answered<Told>(call: Promise<Told>): Promise<Told | MsafaraProblem> {
  return await call.catch((error: unknown) => {
    if (error instanceof MsafaraProblem) return error;
    throw error;
  });
}

/** Exchanges the refresh token at the door, as an app does; of several who want it at once one asks. */
function keepToken(street: Street, account: Account, luck: Luck): () => Promise<string> {
  const { world, doors } = street;
  let { refreshToken } = account;
  let kept: Promise<string> | undefined;
  let until = 0;
  async function renew(): Promise<string> {
    const door = () => luck.pick(doors);
    const client = openClient({
      baseUrl: doors[0],
      world,
      fetch: heardFetch(street, account, door),
    });
    for (;;) {
      const told = await answered(client.refresh({ body: { refresh_token: refreshToken } }));
      if (!(told instanceof MsafaraProblem)) {
        refreshToken = told.refresh_token;
        return told.access_token;
      }
      if (![0, 429, 503].includes(told.status)) throw told;
      await world.sleep(luck.between(20, RETRY_MS_MAX));
    }
  }
  return () => {
    if (kept === undefined || world.ticks() > until) {
      until = world.ticks() + TOKEN_MS;
      kept = renew();
    }
    return kept;
  };
}

/** Sends a call to a gateway as an edge does, which says for whom, and notes what is answered. */
function heardFetch(
  { world, hear, ears }: Street,
  { userId, agentId }: Account,
  door: () => string,
): typeof fetch {
  const address = addressFor(userId);
  return async (input, init = {}) => {
    const there = door();
    const asked = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    headers.set("X-Forwarded-For", address);
    const method = init.method ?? "GET";
    const route = ROUTES.find((it) => it.method === method && it.path.test(asked.pathname))?.id;
    const key = headers.get("Idempotency-Key") ?? undefined;
    const about = { principal: userId, agentId, route: route ?? asked.pathname, key, door: there };
    const from = world.ticks();
    const note = (status: number, body: string) => {
      const code = status >= 200 && status < 400 ? "" : codeIn(body);
      hear({ ...about, status, code, body, ms: world.ticks() - from });
    };
    try {
      const response = await ears.fetch(`${there}${asked.pathname}${asked.search}`, {
        ...init,
        headers,
      });
      const body = await response.clone().text();
      note(response.status, body);
      return response;
    } catch (error) {
      note(0, "");
      throw error;
    }
  };
}

/** Everybody comes from an address of his own. */
function addressFor(userId: string): string {
  return `10.${createHash("sha256").update(userId).digest().subarray(0, 3).join(".")}`;
}

function codeIn(body: string): string {
  try {
    const { code } = JSON.parse(body);
    return typeof code === "string" ? code : "unreadable";
  } catch {
    return body === "" ? "no-answer" : "unreadable";
  }
}
