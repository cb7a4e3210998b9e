import type { z } from "zod";
import type { Language } from "../language.ts";
import type { FieldError } from "./problem.ts";
import { FIELD_WORDS, type FieldWords } from "./field-words.ts";

const ERRORS_MAX = 100;

type Issue = z.core.$ZodIssue;

/** What was sent, and the language that the answer is in. */
export interface Sent {
  readonly input: unknown;
  readonly language: Language;
}

/** Tells which fields were not as wanted and what was expected: a pointer and a sentence for each. */
export function fieldErrorsOf(issues: readonly Issue[], sent: Sent): readonly FieldError[] {
  const words = FIELD_WORDS[sent.language];
  return issues.flatMap((issue) => errorsOf(issue, { sent, words })).slice(0, ERRORS_MAX);
}

interface Around {
  readonly sent: Sent;
  readonly words: FieldWords;
}

function errorsOf(issue: Issue, { sent, words }: Around): readonly FieldError[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: pointer([...issue.path, key]),
      message: words.unknown,
    }));
  }
  const isMissing = issue.code !== "custom" && at(sent.input, issue.path) === undefined;
  const message = isMissing ? words.missing : messageOf(issue, words);
  return [{ path: pointer(issue.path), message }];
}

function messageOf(issue: Issue, words: FieldWords): string {
  switch (issue.code) {
    case "invalid_type":
      return typeMessage(issue.expected, words);
    case "too_big":
      return fill(words.tooBig[kindOf(issue.origin)], { maximum: issue.maximum }, words);
    case "too_small":
      return fill(words.tooSmall[kindOf(issue.origin)], { minimum: issue.minimum }, words);
    case "invalid_format":
      return fill(words.formats[issue.format], { prefix: prefixIn(issue) }, words);
    case "invalid_value":
      return fill(words.notOneOf, { values: issue.values.map(String).join(", ") }, words);
    case "invalid_union":
      return words.notAnyForm;
    case "custom":
      return words.rules[String(issue.params?.rule)] ?? words.otherwise;
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
    case "unrecognized_keys":
    default:
      return words.otherwise;
  }
}

function typeMessage(expected: string, words: FieldWords): string {
  const name = words.types[expected];
  return name === undefined ? words.otherwise : words.type.replace("{expected}", name);
}

/** Of the id that was wanted; formats that are no ids do not speak of one. */
function prefixIn({ pattern = "" }: Extract<Issue, { code: "invalid_format" }>): string {
  return /^\^([a-z]+)_/.exec(pattern)?.[1] ?? "";
}

/** Numbers have several names in zod, lengths have one each. */
function kindOf(origin: string): string {
  return origin === "string" || origin === "array" ? origin : "number";
}

function fill(
  sentence: string | undefined,
  facts: Readonly<Record<string, unknown>>,
  words: FieldWords,
): string {
  if (sentence === undefined) return words.otherwise;
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name]));
}

/** RFC 6901. */
function pointer(path: readonly PropertyKey[]): string {
  const text = path.map((step) => `/${escape(String(step))}`).join("");
  return text.slice(0, 500);
}

function escape(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1");
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
  }, input);
}
