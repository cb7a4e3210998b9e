import { Fault } from "@msafara/kernel";
import { wordsOf } from "./bus-log.ts";

/** Waits for an answer of Redis; what goes wrong with it is a fault of the world, and may pass. */
export async function asked(doing: string, answer: Promise<unknown>): Promise<void> {
  await answerTo(doing, answer);
}

/** The same, with the answer. */
export async function answerTo<Answer>(doing: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw new Fault(`${doing}: ${wordsOf(error)}`, { retry: true, cause: error });
  }
}
