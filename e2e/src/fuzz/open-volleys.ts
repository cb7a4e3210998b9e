import { realWorld } from "@msafara/kernel";
import type { Census } from "./open-census.ts";
import { type Heard, openSpeaker, type Reply, type Speaker } from "./open-speaker.ts";
import type { Town } from "./open-town.ts";
import type { Contract } from "./read-contract.ts";
import type { People } from "./settle-people.ts";
import type { Wish } from "./wish.ts";
import { type Written, writeWish } from "./write-wish.ts";

const SECOND_MS = 1_000;
const TRIES_MAX = 5;
/** They change nothing, and may be told to come back: of all operations these alone, by this one code. */
const ROAD_QUESTIONS: ReadonlySet<string> = new Set([
  "findRoutes",
  "findMatrix",
  "planTours",
  "geocode",
  "reverseGeocode",
]);
const SHED = "roads-busy";

/** What came of one volley. */
interface Volley {
  /** Answers that are not as listed. */
  readonly complaints: readonly string[];
  /** Something was done for somebody, which may leave rows. */
  readonly wasDone: boolean;
}

/** Requests that are sent all at once, and a book of what they were answered. */
export interface Volleys {
  readonly send: (wishes: readonly Wish[]) => Promise<Volley>;
  readonly figures: () => {
    readonly requests: number;
    readonly byStatus: Readonly<Record<string, number>>;
    /** Answered 503 for want of time, and otherwise when it was asked again. */
    readonly unsure: number;
    /** Questions about roads that were told to come back, since others were asked at once. */
    readonly shed: number;
  };
  readonly close: () => void;
}

/** What it takes to send them and to judge the answers. */
export interface Field {
  readonly town: Town;
  readonly people: People;
  readonly contract: Contract;
  readonly census: Census;
}

/** Opens as many connections as the largest volley needs. */
export function openVolleys({ town, people, contract, census }: Field): Volleys {
  const world = realWorld();
  const writer = { contract, people, now: world.now() };
  const speakers: Speaker[] = [];
  const tally: Tally = { requests: 0, byStatus: {}, unsure: 0, shed: 0 };

  async function send(wish: Wish, i: number): Promise<Volley> {
    const written = writeWish(writer, wish);
    const speaker = (speakers[i] ??= openSpeaker(town.port));
    const { isHead, mayHangUp } = written;
    const unsureBefore = tally.unsure;
    const heard = await insist(speaker, written, tally);
    const wasDone = isDeed(written, heard) || tally.unsure > unsureBefore;
    const asked = written.operation?.id;
    if (typeof heard !== "string") census.note(asked, madeBy(written, heard));
    const complaint =
      heard === "hung-up" && mayHangUp
        ? undefined
        : contract.complain(written.operation, heard, { isHead });
    const complaints = complaint === undefined ? [] : [`${asked ?? "no route"}: ${complaint}`];
    return { complaints, wasDone };
  }

  return {
    send: async (wishes) => {
      const came = await Promise.all(wishes.map(send));
      return {
        complaints: came.flatMap(({ complaints }) => complaints),
        wasDone: came.some(({ wasDone }) => wasDone),
      };
    },
    figures: () => ({ ...tally }),
    close: () => {
      for (const speaker of speakers) speaker.close();
    },
  };
}

interface Tally {
  requests: number;
  readonly byStatus: Record<string, number>;
  unsure: number;
  shed: number;
}

/** A machine that is busy with others may make us late; a bug is late each time. */
async function insist(speaker: Speaker, written: Written, tally: Tally): Promise<Heard> {
  const { bytes, isHead, mayHangUp } = written;
  for (let tries = 1; ; tries += 1) {
    const heard = await speaker.say(bytes, { isHead, isLast: mayHangUp });
    const status = typeof heard === "string" ? heard : heard.status;
    tally.requests += 1;
    tally.byStatus[status] = (tally.byStatus[status] ?? 0) + 1;
    if (status !== 503 || tries === TRIES_MAX || !(waitOf(heard) > 0)) return heard;
    tally[isShed(written, heard) ? "shed" : "unsure"] += 1;
    await realWorld().sleep(waitOf(heard));
  }
}

function waitOf(heard: Heard): number {
  const seconds = typeof heard === "string" ? 0 : Number(heard.headers["retry-after"]);
  return seconds * SECOND_MS;
}

function isShed({ operation, isHead }: Written, heard: Heard): boolean {
  if (typeof heard === "string" || isHead || !isQuestion(operation)) return false;
  return heard.status === 503 && JSON.parse(heard.body).code === SHED;
}

function isQuestion(operation: Written["operation"]): boolean {
  return ROAD_QUESTIONS.has(operation?.id ?? "");
}

/** Neither refused, nor read, nor rehearsed. */
function isDeed({ isRehearsal, operation }: Written, heard: Heard): boolean {
  const isWrite = operation !== undefined && operation.method !== "GET" && !isQuestion(operation);
  return isWrite && !isRehearsal && typeof heard !== "string" && heard.status < 400;
}

/** The body of something that was really made. */
function madeBy({ isRehearsal, isHead }: Written, { status, body }: Reply): unknown {
  if (isHead || isRehearsal || (status !== 200 && status !== 201)) return undefined;
  return JSON.parse(body);
}
