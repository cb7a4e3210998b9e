import type { Language } from "../language.ts";
import type { Problem } from "./problem.ts";
import { type ProblemCode, PROBLEMS } from "./problem-table.ts";

const MINUTE_MS = 60_000;

/** What a problem is about, for the sentence and no one else. */
export type ProblemFacts = Readonly<Record<string, string | number>>;

/**
 * The lasting part of a problem document, in words. A sentence that lacks a fact is not told with a
 * hole in it: then the title says it alone.
 */
export function problemOf(
  code: ProblemCode,
  facts: ProblemFacts,
  language: Language,
): Pick<Problem, "type" | "title" | "status" | "code" | "detail"> {
  const row = PROBLEMS[code];
  const [title, sentence] = row[language];
  const isWhole = factsNamedIn(sentence).every((name) => Object.hasOwn(facts, name));
  const detail = isWhole ? tell(sentence, { facts, language }) : `${title}.`;
  return { type: `/problems/${code}`, title, status: row.status, code, detail };
}

/** The facts that a sentence names. */
export function factsNamedIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
}

interface Telling {
  readonly facts: ProblemFacts;
  readonly language: Language;
}

function tell(sentence: string, { facts, language }: Telling): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name] ?? "";
    return name.endsWith("Ms") ? minutes(Number(fact), language) : String(fact);
  });
}

/** A person does not count in milliseconds, and a span that is rounded down would be too short. */
function minutes(ms: number, language: Language): string {
  const count = Math.ceil(ms / MINUTE_MS);
  return language === "sw" ? `dakika ${count}` : `${count} min`;
}
