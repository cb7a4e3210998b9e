import { KNOWN_PASSWORDS } from "./known-passwords.ts";

const LETTERS_MIN = 8;
/** A part of a name that is shorter is found within words that have nothing to do with it. */
const NAME_LETTERS_MIN = 3;
/** A number is also written without its country, with a zero before it. */
const SUBSCRIBER_DIGITS = 9;
const SERVICE = "msafara";

/**
 * Whether a password is one of the first that are tried for this account (NIST SP 800-63B, 3.1.1.2):
 * a common one, whatever digits hang on it, a pattern of the keyboard, or the account's own phone and
 * name with too little beside. No rule asks for capitals or signs: those make it hard for people only.
 */
export function isWeakPassword(
  password: string,
  account: { readonly phone: string; readonly name?: string },
): boolean {
  const letters = password.normalize("NFKC").toLowerCase();
  const bare = letters.replaceAll(/\s/g, "");
  return isCommon(bare) || isPattern(bare) || isOwn(letters, account);
}

function isCommon(letters: string): boolean {
  const core = letters.replaceAll(/^[\d\W_]+|[\d\W_]+$/g, "");
  return [letters, core, letters.replace(/[\W_]+$/, "")].some((text) => KNOWN_PASSWORDS.has(text));
}

/** One short piece over and over, or letters and digits in the order in which everybody knows them. */
function isPattern(letters: string): boolean {
  if (/^(.{1,4}?)\1+.{0,3}$/u.test(letters)) return true;
  const codes = Array.from(letters, (letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, i) => code - (codes[i] ?? 0));
  // "12345678", "hgfedcba", and "1234567890", which wraps.
  const even = steps.filter((step) => step === steps[0] && Math.abs(step) <= 1).length;
  return even >= steps.length - 1;
}

/** What is left once everything that others know of the account is taken out. */
function isOwn(
  letters: string,
  { phone, name = "" }: { readonly phone: string; readonly name?: string },
): boolean {
  const names = name.normalize("NFKC").toLowerCase().split(/\s+/);
  const subscriber = phone.slice(-SUBSCRIBER_DIGITS);
  const known = [
    phone,
    phone.slice(1),
    `0${subscriber}`,
    subscriber,
    SERVICE,
    ...names.filter(({ length }) => length >= NAME_LETTERS_MIN),
  ];
  const left = known.reduce((rest, piece) => rest.replaceAll(piece, ""), letters);
  return left !== letters && left.replaceAll(/[\s\W_]/g, "").length < LETTERS_MIN;
}
