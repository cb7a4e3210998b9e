import type { Language } from "../language.ts";

/*
 * Why an agent passed, declined or let go: no refusal of a request, but a fact in what is told of it.
 */
const REASONS = {
  "answered-late": { en: "The answer came too late.", sw: "Jibu lilichelewa." },
  "below-floor": { en: "It pays less than the driver takes.", sw: "Malipo ni chini ya kiwango." },
  "bid-exists": { en: "There was a bid on it already.", sw: "Tayari kulikuwa na zabuni." },
  "bid-late": { en: "The bid came too late.", sw: "Zabuni ilichelewa." },
  busy: { en: "There is other work at that time.", sw: "Kuna kazi nyingine wakati huo." },
  cancelled: { en: "The shipment was cancelled.", sw: "Shehena ilighairiwa." },
  "card-declined": { en: "The card was declined.", sw: "Kadi ilikataliwa." },
  "customer-silent": { en: "The customer did not confirm.", sw: "Mteja hakuthibitisha." },
  "hold-refused": { en: "The money could not be held.", sw: "Fedha hazikuweza kushikiliwa." },
  "load-not-open": { en: "The load takes no bids.", sw: "Mzigo haupokei zabuni." },
  "no-licence": { en: "There is no valid licence.", sw: "Hakuna leseni halali." },
  offline: { en: "The driver is off shift.", sw: "Dereva hayupo kazini." },
  "own-load": { en: "It is the bidder's own load.", sw: "Ni mzigo wa mtoa zabuni mwenyewe." },
  refused: { en: "The driver said no.", sw: "Dereva alikataa." },
  "too-far": { en: "The pickup is too far away.", sw: "Mahali pa kuchukua ni mbali mno." },
  "too-heavy": { en: "It is too heavy for the vehicle.", sw: "Ni mzito mno kwa gari." },
  "vendor-down": { en: "The bank does not answer.", sw: "Benki haijibu." },
  withdrawn: { en: "The bid was withdrawn.", sw: "Zabuni iliondolewa." },
  "wrong-vehicle": { en: "It needs another vehicle.", sw: "Unahitaji gari la aina nyingine." },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

type Reason = keyof typeof REASONS;

/** Every reason that is told. */
export const REASON_CODES = Object.keys(REASONS).filter(isReason);

/** The sentence of a reason, for a person; a reason of a later release has none here. */
export function reasonOf(code: string, language: Language): string | undefined {
  return isReason(code) ? REASONS[code][language] : undefined;
}

function isReason(code: string): code is Reason {
  return Object.hasOwn(REASONS, code);
}
