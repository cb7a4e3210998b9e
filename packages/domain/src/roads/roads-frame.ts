import type { RoadsDesk } from "./roads-desk.ts";
import { ROADS_QUESTIONS } from "./roads-desk.ts";

/** Another number is another language: whoever does not speak it says so, and another is asked. */
const VERSION = 1;

type RoadsName = (typeof ROADS_QUESTIONS)[number];

/** One question to the roads, by its name. */
export type RoadsQuestion = {
  readonly [Name in RoadsName]: {
    readonly question: Name;
    readonly asked: Parameters<RoadsDesk[Name]>[0];
  };
}[RoadsName];

/** Whatever the roads may answer, refusals too. */
export type RoadsAnswer = Awaited<ReturnType<RoadsDesk[RoadsName]>>;

/** A question as it travels. */
export function writeRoadsQuestion({ question, asked }: RoadsQuestion): Uint8Array {
  return write({ version: VERSION, question, asked });
}

/** The question that travelled; nothing where a release wrote it that speaks otherwise. */
export function readRoadsQuestion(bytes: Uint8Array): RoadsQuestion | undefined {
  const frame = read(bytes);
  const isKnown = ROADS_QUESTIONS.some((name) => name === frame?.question);
  if (!isKnown || typeof frame?.asked !== "object" || frame.asked === null) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A release of the same version wrote it.
  return { question: frame.question, asked: frame.asked } as RoadsQuestion;
}

/** An answer as it travels. */
export function writeRoadsAnswer(answer: RoadsAnswer): Uint8Array {
  return write({ version: VERSION, answer });
}

/** The answer that travelled; nothing where a release wrote it that speaks otherwise. */
export function readRoadsAnswer(bytes: Uint8Array): RoadsAnswer | undefined {
  const answer = read(bytes)?.answer;
  if (typeof answer !== "object" || answer === null) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- A release of the same version wrote it.
  return answer as RoadsAnswer;
}

function write(frame: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(frame));
}

function read(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const frame: unknown = JSON.parse(new TextDecoder().decode(bytes));
    const isOurs =
      typeof frame === "object" &&
      frame !== null &&
      "version" in frame &&
      frame.version === VERSION;
    return isOurs ? { ...frame } : undefined;
  } catch {
    // Not even JSON: nobody of us wrote this.
    return undefined;
  }
}
