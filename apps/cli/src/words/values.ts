import { fromIso } from "@msafara/kernel";
import type { Option } from "../command/command.ts";
import type { Address, Json } from "@msafara/runtime";
import { parseSpan } from "./span.ts";

/** What one word of a command line may be. */
export interface Value {
  /** How help names it. */
  readonly name: string;
  /** How a complaint names what would have been right. */
  readonly expected: string;
  readonly accepts: (text: string) => boolean;
  /** Whether a part of it may be a secret, which no complaint repeats. */
  readonly isSecret?: boolean;
}

const LIMIT_MAX = 500;

/** Any text but an empty one. */
export function textValue(name: string, expected: string): Value {
  return { name, expected, accepts: (text) => text !== "" };
}

/** An amount of some unit, in a word that says how such amounts look. */
export function amountValue(name: string, example: string): Value {
  return {
    name,
    expected: `an amount above zero and below 1,000, such as ${example}`,
    accepts: (text) => /^\d{1,3}(\.\d{1,3})?$/.test(text) && Number(text) > 0,
  };
}

/** Whether a text is an address. */
export function isAddress(text: string): text is Address {
  return /^[^/\s]+\/\S+$/.test(text);
}

/** Reads JSON; nothing when it is none. `null` is JSON, so the answer is wrapped. */
export function parseJson(text: string): { readonly json: Json } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    // Not JSON is an answer here, not a failure: whoever typed it is told what was expected.
    return undefined;
  }
}

export const INSTANT: Value = {
  name: "WHEN",
  expected: "an instant with its time zone, such as 2026-11-20T08:00:00+03:00",
  accepts: (text) => fromIso(text) !== undefined,
};

export const MARKET: Value = {
  name: "URL",
  expected: "an address such as https://msafara.example",
  accepts: (text) => /^https?:\/\//.test(text) && URL.canParse(text),
};

export const ADDRESS: Value = {
  name: "role/id",
  expected: "an address such as driver/drv_1",
  accepts: isAddress,
};

export const LIMIT: Value = {
  name: "N",
  expected: `a whole number from 1 to ${LIMIT_MAX}`,
  accepts: (text) => /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= LIMIT_MAX,
};

export const SPAN: Value = {
  name: "SECONDS",
  expected: "seconds, or a span such as 90s, 5m, 2h or 1d",
  accepts: (text) => parseSpan(text) !== undefined,
};

export const JSON_VALUE: Value = {
  name: "json",
  expected: `JSON such as 90000, true or '"text"'`,
  accepts: (text) => parseJson(text) !== undefined,
};

export const QUARANTINE_ID: Value = textValue("id", `an id that "quarantine list" shows`);

export const BY_OPTION: Option = {
  value: textValue("NAME", "a name"),
  says: "Who does it, for the record (the OS user unless said)",
};
