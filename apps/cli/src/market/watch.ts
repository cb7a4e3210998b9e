import { type Client, MsafaraProblem, openClient } from "@msafara/client";
import { idOf, type Language, languageSchema, LIVE_EVENTS, type Route } from "@msafara/contracts";
import { toIso } from "@msafara/kernel";
import {
  type Command,
  done,
  failed,
  JSON_OPTION,
  type Outcome,
  type Request,
} from "../command/command.ts";
import type { Desk } from "../desk.ts";
import { printable } from "../page/printable.ts";
import { parseSpan } from "../words/span.ts";
import { MARKET, SPAN, type Value } from "../words/values.ts";
import { comeIn } from "./come-in.ts";
import { followMarket, type Happening } from "./follow-market.ts";
import { HAPPENING_WORDS, putIn } from "./happening-words.ts";
import { inOrder } from "./in-order.ts";
import { asOption, type Credentials, logInAs } from "./log-in-as.ts";
import { nameDrivers } from "./name-drivers.ts";
import { tellHappening } from "./tell-happening.ts";
import { tellLine } from "./tell-line.ts";

const RECENT_MAX = 3;

const EVENT: Value = {
  name: "EVENT",
  expected: "an event such as booking.confirmed",
  accepts: (text) => Object.hasOwn(LIVE_EVENTS.shipment, text),
};

const SHIPMENT: Value = {
  name: "ID",
  expected: "an id such as shp_01…",
  accepts: (text) => idOf("shp").safeParse(text).success,
};

const LANGUAGE: Value = {
  name: "LANG",
  expected: "en or sw",
  accepts: (text) => languageSchema.safeParse(text).success,
};

/** Follows the market in the terminal, by the same door as everybody's apps (U51, U53). */
export const watch: Command = {
  name: "watch",
  summary: "Follow the market as it happens, a line for each thing",
  notes: [
    "It comes in as support of the demo that runs here, unless --as names somebody; a shipper sees what is theirs. " +
      "It tells and counts what comes after its start, and with --since what came shortly before, too.",
    "With --until it ends as soon as that has happened, and with --within it gives up after that time with exit code 1.",
  ],
  options: {
    until: { value: EVENT, says: "End when this has happened" },
    within: { value: SPAN, says: "End after so long in any case" },
    since: { value: SPAN, says: "Tell what happened so long ago, too" },
    shipment: { value: SHIPMENT, says: "Follow this one alone" },
    as: asOption("Whom to come in as"),
    url: { value: MARKET, says: "The market (that of this checkout unless said)" },
    language: { value: LANGUAGE, says: "en or sw" },
    json: JSON_OPTION,
  },
  run,
};

async function run(request: Request, desk: Desk): Promise<Outcome> {
  const { options } = request;
  const { until } = options;
  const baseUrl = options["url"] ?? desk.marketUrl;
  const as = options["as"] === undefined ? undefined : await logInAs(options["as"], desk);
  if (as !== undefined && "complaint" in as) return failed(as.complaint);
  const client = openClient({ baseUrl, language: languageOf(request), world: desk.world });
  const stop = stopAfter(request, desk);
  try {
    await client.readHealth({ signal: stop.signal });
    const isSeen = await watchMarket({ request, desk, as, client, stop });
    return isSeen || until === undefined ? done([]) : failed(inVain(options));
  } catch (problem) {
    if (!stop.signal.aborted) return failed(sentenceOf(problem, baseUrl));
    return until === undefined ? done([]) : failed(inVain(options));
  } finally {
    stop.abort();
    client.live.close();
  }
}

function stopAfter({ options }: Request, { world }: Desk): AbortController {
  const stop = new AbortController();
  const withinMs = parseSpan(options["within"] ?? "");
  if (withinMs !== undefined) void world.sleep(withinMs, stop.signal).then(() => stop.abort());
  return stop;
}

interface Watching {
  readonly request: Request;
  readonly desk: Desk;
  readonly as: Credentials | undefined;
  readonly client: Client;
  readonly stop: AbortController;
}

/** Tells what happens until it is stopped; answers whether what was waited for has happened. */
async function watchMarket({ request, desk, as, client, stop }: Watching): Promise<boolean> {
  const { options, flags } = request;
  const { world, stateFolder } = desk;
  const { signal } = stop;
  const who = await comeIn({ client, world, stateFolder, as, signal });
  if (!flags.has("json")) {
    const language = languageOf(request);
    await greet({ client, desk, name: who.name, language });
    client.live.onLine(tellLine({ words: HAPPENING_WORDS[language], say: desk.say }));
  }
  const sinceMs = parseSpan(options["since"] ?? "");
  const told = tellerOf(request, desk, client);
  let isSeen = false;
  const tell = async (happening: Happening) => {
    if (isSeen) return;
    await told(happening);
    isSeen ||= happening.event.name === options["until"];
    if (isSeen) stop.abort();
  };
  await followMarket({
    client,
    world,
    shipmentId: shipmentOf(options["shipment"]),
    since: sinceMs === undefined ? undefined : world.now() - sinceMs,
    signal,
    tell: sinceMs === undefined ? tell : inOrder({ world, signal, tell }),
  });
  return isSeen;
}

function inVain({ until = "", within = "" }: Request["options"]): string {
  return `There was no ${until} within ${within}`;
}

function tellerOf(request: Request, desk: Desk, client: Client) {
  const drivers = nameDrivers(client);
  const language = languageOf(request);
  return async (happening: Happening): Promise<void> => {
    const { shipment, event } = happening;
    if (request.flags.has("json")) {
      const { id, reference } = shipment;
      const wire = { ...event, at: toIso(event.at), data: wireOf(event) };
      return desk.say(printable(JSON.stringify({ ...wire, shipmentId: id, reference })));
    }
    await drivers.learn(happening);
    const { look, world } = desk;
    const { nameOf } = drivers;
    const line = tellHappening(happening, { language, look, now: world.now(), nameOf });
    if (line !== undefined) desk.say(line);
  };
}

const SCHEMAS: Readonly<Record<string, NonNullable<Route["body"]>>> = LIVE_EVENTS.shipment;

/** As the wire has it, with times that people can read. */
function wireOf({ name, data }: Happening["event"]): unknown {
  return SCHEMAS[name]?.safeEncode(data).data ?? data;
}

interface Greeting {
  readonly client: Pick<Client, "listShipments">;
  readonly desk: Desk;
  readonly name: string;
  readonly language: Language;
}

/** Who looks, and what was booked before: that is not counted. */
async function greet({ client, desk, name, language }: Greeting): Promise<void> {
  const words = HAPPENING_WORDS[language];
  desk.say(putIn(words.watchingAs, { name: printable(name) }));
  const { items } = await client.listShipments({ query: { limit: 50 } });
  const booked = items.filter(({ booking }) => booking !== undefined);
  if (booked.length === 0) return;
  const last = booked.slice(0, RECENT_MAX).map(({ reference }) => printable(reference));
  const more = booked.length > RECENT_MAX ? ` ${words.andMore}` : "";
  desk.say(putIn(words.bookedBefore, { references: last.join(", ") + more }));
}

function languageOf({ options }: Pick<Request, "options">): Language {
  return languageSchema.safeParse(options["language"]).data ?? "en";
}

function shipmentOf(text: string | undefined) {
  return idOf("shp").safeParse(text).data;
}

function sentenceOf(problem: unknown, baseUrl: string): string {
  if (!(problem instanceof MsafaraProblem)) throw problem;
  const { code, message } = problem;
  if (code !== "network-failed" && code !== "timed-out") return `${message} (${code})`;
  return `Nothing answers at "${baseUrl}": run "npx -y pnpm@12 start", or say --url`;
}
