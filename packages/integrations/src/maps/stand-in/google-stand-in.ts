import { createServer, type Server, type ServerResponse } from "node:http";
import { assert, type World } from "@msafara/kernel";
import { answerGoogle, placesIn, refusal, saidNo, type StandInAnswer } from "./answer-google.ts";
import { EAST_AFRICA, type KnownPlace } from "./east-africa.ts";
import {
  type GoogleLuck,
  type GoogleMishap,
  googleMishapOf,
  STATUS_MISHAPS,
} from "./google-luck.ts";
import { readAsked, type ReceivedQuestion } from "./read-asked.ts";

/** What a stand-in is put together from. */
export interface GoogleStandInOptions {
  readonly world: Pick<World, "now" | "sleep" | "dice">;
  readonly luck?: GoogleLuck;
  /** Which names he knows. */
  readonly places?: readonly KnownPlace[];
  /** The only key he takes. */
  readonly key?: string;
  /** 0 is any that is free. */
  readonly port?: number;
  /** How long an answer takes, and how long when he dawdles. */
  readonly promptMs?: number;
  readonly dawdleMs?: number;
}

/** Somebody who answers as Google does, on this machine alone. */
export interface GoogleStandIn {
  readonly url: string;
  readonly key: string;
  /** What he was asked, in order; never by which key. */
  readonly asked: () => readonly ReceivedQuestion[];
  /** On how many lines somebody waits for him. */
  readonly lines: () => number;
  /** From now on he behaves like this. */
  readonly behave: (luck: GoogleLuck) => void;
  readonly close: () => Promise<void>;
}

const WELL = { places: EAST_AFRICA, promptMs: 0, dawdleMs: 8_000, luck: {} };
const DAY_MS = 24 * 60 * 60_000;

/**
 * Opens a stand-in for Google's directions, matrices and names: it answers over roads that it makes up, by the
 * description that the real one is known by, and how it misbehaves is a setting (R15).
 */
export async function openGoogleStandIn(options: GoogleStandInOptions): Promise<GoogleStandIn> {
  const { key = "stand-in-key", port = 0 } = options;
  const desk: Desk = {
    ...WELL,
    ...options,
    key,
    asked: [],
    spent: { day: 0, units: 0 },
    waiting: 0,
  };
  const server = createServer((request, response) => {
    desk.waiting += 1;
    response.once("close", () => (desk.waiting -= 1));
    void serve(desk, new URL(request.url ?? "/", "http://stand-in"), response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port }, resolve);
  });
  const address = server.address();
  assert(address !== null && typeof address === "object", "who listens has a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    key,
    asked: () => [...desk.asked],
    lines: () => desk.waiting,
    behave: (luck) => {
      desk.luck = luck;
    },
    close: () => close(server),
  };
}

interface Desk {
  readonly world: GoogleStandInOptions["world"];
  luck: GoogleLuck;
  readonly places: readonly KnownPlace[];
  readonly key: string;
  readonly promptMs: number;
  readonly dawdleMs: number;
  readonly asked: ReceivedQuestion[];
  waiting: number;
  spent: { readonly day: number; readonly units: number };
}

async function serve(desk: Desk, url: URL, response: ServerResponse): Promise<void> {
  const read = readAsked(url);
  if (read === undefined) return send(response, { status: 404, text: PAGE });
  const { asked, key } = read;
  desk.asked.push(asked);
  const { world, luck } = desk;
  const about = { service: asked.service, places: placesIn(asked), count: desk.asked.length };
  const mishap = googleMishapOf(luck, about, world.dice("google.mishap"));
  const waitMs = mishap === "dawdle" ? desk.dawdleMs : desk.promptMs;
  if (waitMs > 0) await world.sleep(waitMs);
  if (mishap === "hang") return undefined;
  const answer = answerOf(desk, { asked, key, mishap });
  return misbehave(response, mishap, JSON.stringify(answer.body));
}

/** What he says himself: about the key first, then what a rule has him say, then the truth within his quota. */
function answerOf(
  desk: Desk,
  {
    asked,
    key,
    mishap,
  }: {
    readonly asked: ReceivedQuestion;
    readonly key: string;
    readonly mishap: GoogleMishap | undefined;
  },
): StandInAnswer {
  // Worse than the real one, who does not quote it; whoever keeps what he says must not keep that.
  const denied = `The provided API key "${key}" is not authorized to use this service.`;
  if (key !== desk.key) return refusal(asked, "REQUEST_DENIED", denied);
  const status = STATUS_MISHAPS.find((it) => it === mishap);
  if (status !== undefined) return saidNo(asked, status, status === "REQUEST_DENIED" ? denied : "");
  const answer = answerGoogle(asked, { places: desk.places, now: desk.world.now() });
  if (isPaid(desk, answer.units)) return answer;
  return refusal(asked, "OVER_DAILY_LIMIT", "You have exceeded your daily request quota.");
}

function isPaid(desk: Desk, units: number): boolean {
  const day = Math.floor(desk.world.now() / DAY_MS);
  const before = desk.spent.day === day ? desk.spent.units : 0;
  if (before + units > (desk.luck.quotaPerDay ?? Infinity)) return false;
  desk.spent = { day, units: before + units };
  return true;
}

const PAGE = "<!DOCTYPE html><html><title>Error</title><p>That's an error.</html>";

function misbehave(response: ServerResponse, mishap: GoogleMishap | undefined, text: string): void {
  switch (mishap) {
    case "http-500":
    case "http-429":
    case "http-404":
      return send(response, { status: Number(mishap.slice("http-".length)), text: PAGE });
    case "html":
      return send(response, { status: 200, text: PAGE });
    case "broken-json":
      return send(response, { status: 200, text: text.slice(0, text.length / 2) });
    case "other-shape":
      return send(response, {
        status: 200,
        text: '{"status":"OK","routes":{},"rows":7,"results":"none"}',
      });
    case "reset": {
      response.destroy();
      return undefined;
    }
    case "cut-off": {
      response.writeHead(200, { "content-length": text.length * 2 });
      response.write(text.slice(0, text.length / 2), () => response.destroy());
      return undefined;
    }
    default:
      return send(response, { status: 200, text });
  }
}

function send(
  response: ServerResponse,
  { status, text }: { readonly status: number; readonly text: string },
): void {
  const type = text.startsWith("{") ? "application/json; charset=UTF-8" : "text/html";
  response.writeHead(status, { "content-type": type }).end(text);
}

/** Lines on which he hangs are cut. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
