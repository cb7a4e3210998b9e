import type { World } from "@msafara/kernel";

const PATIENCE_MS = 15_000;
const KEPT_MAX = 100;

/** The telephones of the people of the demonstration. */
export interface Phones {
  /** A message as the stand-in printed it, its number masked as logs have it. */
  readonly hear: (printed: string) => void;
  /** The next code that comes to a phone; nothing when none comes. */
  readonly nextCode: (phone: string) => Promise<string | undefined>;
  /** Throws away what came before. */
  readonly forget: (phone: string) => void;
}

/**
 * The stand-in for messages prints them where a developer sees them; whoever runs the demonstration passes
 * them on. A log shows only the last two digits of a number, which are nobody else's here.
 */
export function openPhones({ sleep }: Pick<World, "sleep">): Phones {
  const codes = new Map<string, string>();
  const waiting = new Map<string, AbortController>();
  const take = (digits: string) => {
    const code = codes.get(digits);
    codes.delete(digits);
    return code;
  };
  return {
    hear: (printed) => {
      const [, digits, code] = /^SMS to \+\d*…?\d*(\d\d): .*?\b(\d{6})\b/.exec(printed) ?? [];
      if (digits === undefined || code === undefined) return;
      if (codes.size >= KEPT_MAX) codes.clear();
      codes.set(digits, code);
      waiting.get(digits)?.abort();
    },
    nextCode: async (phone) => {
      const digits = phone.slice(-2);
      const come = new AbortController();
      waiting.set(digits, come);
      if (!codes.has(digits)) await sleep(PATIENCE_MS, come.signal);
      waiting.delete(digits);
      return take(digits);
    },
    forget: (phone) => {
      take(phone.slice(-2));
    },
  };
}
