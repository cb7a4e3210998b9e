import { type Refusal, refuse } from "@msafara/kernel";

/** A country of the market: its calling code, and what its numbers look like behind it. */
interface Plan {
  readonly code: string;
  readonly subscriber: RegExp;
}

/** Mobile numbers only: a code by message reaches nothing else. */
const PLANS = {
  KE: { code: "254", subscriber: /^(7\d{8}|1\d{8})$/ },
  UG: { code: "256", subscriber: /^7\d{8}$/ },
  TZ: { code: "255", subscriber: /^[67]\d{8}$/ },
} as const satisfies Readonly<Record<string, Plan>>;

/** A country whose local forms we read. */
export type Country = keyof typeof PLANS;

/** A number with its country is longer, with or without the plus. */
const LOCAL_DIGITS_MAX = 9;
const E164 = /^\+[1-9]\d{6,14}$/;
/** What people write between digits; anything else is a typing error. */
const BETWEEN = /[\s().\u2010-\u2015-]/g;

/**
 * A phone in the form of E.164, however it is written in Kenya, Uganda or Tanzania. A number without
 * its country belongs to the country given.
 */
export function normalizePhone(
  written: string,
  country: Country = "KE",
): { readonly phone: string } | Refusal<"phone-malformed"> {
  const dialled = written.replaceAll(BETWEEN, "");
  const [, prefix = "", digits] = /^(\+|00|0)?([1-9]\d*)$/.exec(dialled) ?? [];
  if (digits === undefined) return refuse("phone-malformed");
  const isLocal = prefix === "0" || (prefix === "" && digits.length <= LOCAL_DIGITS_MAX);
  if (isLocal) return within(PLANS[country], digits);
  const plan = Object.values(PLANS).find(({ code }) => digits.startsWith(code));
  if (plan !== undefined) return within(plan, digits.slice(plan.code.length));
  return prefix === "" ? refuse("phone-malformed") : abroad(`+${digits}`);
}

function abroad(phone: string): { readonly phone: string } | Refusal<"phone-malformed"> {
  return E164.test(phone) ? { phone } : refuse("phone-malformed");
}

function within(
  { code, subscriber }: Plan,
  national: string,
): { readonly phone: string } | Refusal<"phone-malformed"> {
  // Some write the zero of the trunk behind the code of the country: +254 (0)712 …
  const digits = national.replace(/^0/, "");
  return subscriber.test(digits) ? { phone: `+${code}${digits}` } : refuse("phone-malformed");
}
