import { type Language, type Route, ROUTES } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import { type Addressed, addressOf } from "./address-of.ts";
import { keepAnswers } from "./keep-answers.ts";
import type { Send, Sent } from "./open-sender.ts";
import { readTold } from "./read-told.ts";
import { writeAsked } from "./write-asked.ts";

const OK = 200;
const UNCHANGED = 304;

/** What a call was given. */
export interface Given extends Addressed {
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

/** Asks a route, and reads what it answers. */
export type CallRoute = (route: Route, given?: Given) => Promise<unknown>;

interface CallerParts {
  readonly world: Pick<World, "mint">;
  readonly send: Send;
  readonly language: Language;
}

/** Turns routes and what they are given into what is sent, and back. */
export function openCaller({ world, send, language }: CallerParts): CallRoute {
  const answers = keepAnswers();
  return async (route, given = {}) => {
    const requestId = world.mint("req");
    const address = addressOf(route, given);
    const kept = answers.get(address);
    const sent = await send({
      method: route.method,
      address,
      headers: {
        "X-Request-ID": requestId,
        ...(route.manner === "command" && { "Idempotency-Key": given.key ?? world.mint("idk") }),
        ...(route.manner === "read" && kept !== undefined && { "If-None-Match": kept.etag }),
      },
      body: bodyOf(route, { body: given.body, language, requestId }),
      isSafe: isSafe(route),
      isSigned: isSigned(route),
      signal: given.signal,
    });
    if (sent.status === UNCHANGED) return readAnswer(route, { status: OK, json: kept?.json });
    if (route.manner === "read") answers.set(address, sent);
    return readAnswer(route, sent);
  };
}

function readAnswer(
  { responses }: Route,
  { status, json }: Pick<Sent, "status" | "json">,
): unknown {
  const schema = responses[status] ?? Object.values(responses)[0] ?? null;
  return schema === null ? null : readTold(schema, json);
}

/** Coming in is asked by nobody in particular. */
function isSigned({ manner, roles }: Route): boolean {
  return manner !== "credential" || roles !== "anyone";
}

/** The same refresh token gets the same pair for a minute, for the sake of bad networks. */
function isSafe({ id, manner }: Route): boolean {
  return manner !== "credential" || id === ROUTES.refresh.id;
}

function bodyOf(
  { body: schema }: Route,
  asked: { readonly body: unknown; readonly language: Language; readonly requestId: string },
): string | undefined {
  return schema === undefined ? undefined : writeAsked({ schema, ...asked });
}
