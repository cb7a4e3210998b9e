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
  const byStatus: Record<string, number> = {};
  let requests = 0;
  let unsure = 0;

  /** A machine that is busy with others may make us late; a bug is late each time. */
  async function insist(speaker: Speaker, { bytes, isHead, mayHangUp }: Written): Promise<Heard> {
    for (let tries = 1; ; tries += 1) {
      const heard = await speaker.say(bytes, { isHead, isLast: mayHangUp });
      const status = typeof heard === "string" ? heard : heard.status;
      requests += 1;
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (status !== 503 || tries === TRIES_MAX || !(waitOf(heard) > 0)) return heard;
      unsure += 1;
      await world.sleep(waitOf(heard));
    }
  }

  async function send(wish: Wish, i: number): Promise<Volley> {
    const written = writeWish(writer, wish);
    const speaker = (speakers[i] ??= openSpeaker(town.port));
    const { isHead, mayHangUp } = written;
    const unsureBefore = unsure;
    const heard = await insist(speaker, written);
    const wasDone = isDeed(written, heard) || unsure > unsureBefore;
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
    figures: () => ({ requests, byStatus, unsure }),
    close: () => {
      for (const speaker of speakers) speaker.close();
    },
  };
}

function waitOf(heard: Heard): number {
  const seconds = typeof heard === "string" ? 0 : Number(heard.headers["retry-after"]);
  return seconds * SECOND_MS;
}

/** Neither refused, nor read, nor rehearsed. */
function isDeed({ isRehearsal, operation }: Written, heard: Heard): boolean {
  const isWrite = operation !== undefined && operation.method !== "GET";
  return isWrite && !isRehearsal && typeof heard !== "string" && heard.status < 400;
}

/** The body of something that was really made. */
function madeBy({ isRehearsal, isHead }: Written, { status, body }: Reply): unknown {
  if (isHead || isRehearsal || (status !== 200 && status !== 201)) return undefined;
  return JSON.parse(body);
}
