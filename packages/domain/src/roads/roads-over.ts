import { assert, Fault, refuse } from "@msafara/kernel";
import type { RoadsDesk } from "./roads-desk.ts";
import {
  readRoadsAnswer,
  readRoadsQuestion,
  type RoadsAnswer,
  type RoadsQuestion,
  writeRoadsAnswer,
  writeRoadsQuestion,
} from "./roads-frame.ts";

/** Below the ten seconds after which nobody waits at a door any more, whatever was asked. */
const WAIT_MS = 8_000;
/** Two tries fit in. */
const TRY_MS = 4_000;
/** What tours need besides their thinking: a matrix first, and their way here. */
const TOURS_GRACE_MS = 3_000;

/** Carries frames to whoever knows the roads; nothing when nobody who is there answers in time. */
export type RoadsLine = (
  frame: Uint8Array,
  wish: {
    readonly tryMs: number;
    readonly timeoutMs: number;
    readonly isBetterElsewhere: (answer: Uint8Array) => boolean;
  },
) => Promise<Uint8Array | undefined>;

/** The roads at the other end of a line. Where nobody answers, that is a refusal: `roads-away`. */
export function roadsOver(line: RoadsLine): RoadsDesk {
  async function ask<Name extends keyof RoadsDesk>(
    question: RoadsQuestion & { readonly question: Name },
  ): Promise<Awaited<ReturnType<RoadsDesk[Name]>>> {
    const wish = { tryMs: patienceFor(question), timeoutMs: WAIT_MS, isBetterElsewhere: isBusy };
    const told = await line(writeRoadsQuestion(question), wish);
    const answer = told === undefined ? refuse("roads-away") : readRoadsAnswer(told);
    if (answer === undefined) {
      throw new Fault(`Cannot read what was answered to "${question.question}"`, { retry: true });
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- It answers this very question.
    return answer as Awaited<ReturnType<RoadsDesk[Name]>>;
  }
  return {
    route: (asked) => ask({ question: "route", asked }),
    matrix: (asked) => ask({ question: "matrix", asked }),
    tours: (asked) => ask({ question: "tours", asked }),
    geocode: (asked) => ask({ question: "geocode", asked }),
    reverse: (asked) => ask({ question: "reverse", asked }),
  };
}

/** The near end of such a line: a frame in, a frame out. Refusals are answers; faults are thrown. */
export function answerRoads(desk: RoadsDesk): (frame: Uint8Array) => Promise<Uint8Array> {
  return async (frame) => {
    const question = readRoadsQuestion(frame);
    if (question !== undefined) return writeRoadsAnswer(await answerTo(desk, question));
    throw new Fault("Cannot read a question of another release", { retry: true });
  };
}

function answerTo(desk: RoadsDesk, wanted: RoadsQuestion): Promise<RoadsAnswer> {
  switch (wanted.question) {
    case "route":
      return desk.route(wanted.asked);
    case "matrix":
      return desk.matrix(wanted.asked);
    case "tours":
      return desk.tours(wanted.asked);
    case "geocode":
      return desk.geocode(wanted.asked);
    default:
      return desk.reverse(wanted.asked);
  }
}

function patienceFor(question: RoadsQuestion): number {
  if (question.question !== "tours") return TRY_MS;
  const { budgetMs } = question.asked;
  assert(budgetMs >= 0, "whoever asks for tours says how long to think");
  return Math.min(budgetMs + TOURS_GRACE_MS, WAIT_MS);
}

function isBusy(frame: Uint8Array): boolean {
  const answer = readRoadsAnswer(frame);
  return answer !== undefined && "refused" in answer && answer.refused === "roads-busy";
}
