import type { Language } from "@msafara/contracts";

/** What is said of happenings; what is in braces is put in by `putIn`. */
export interface HappeningWords {
  readonly events: Readonly<Record<string, string>>;
  readonly statuses: Readonly<Record<string, string>>;
  readonly someone: string;
  /** How long, and of it what is less than an hour. */
  readonly hours: string;
  readonly minutes: string;
  readonly watchingAs: string;
  readonly bookedBefore: string;
  readonly andMore: string;
  readonly away: string;
  readonly back: string;
}

/** Happenings nobody watches for: the same is told by another, or it is noise. */
export const UNSAID: ReadonlySet<string> = new Set([
  "bids.ranked",
  "request.passed",
  "bid.lost",
  "bid.turned-away",
  "commitment.made",
  "commitment.late",
  "hold.overdue",
  "hold.late",
]);

/** Statuses that an event of their own tells better. */
export const UNSAID_STATUSES: ReadonlySet<string> = new Set([
  "broadcasting",
  "bidding",
  "awarding",
  "booked",
  "expired",
  "cancelled",
]);

/** What happens on the market, in people's words. */
export const HAPPENING_WORDS: Readonly<Record<Language, HappeningWords>> = {
  en: {
    someone: "a driver",
    hours: "{hours} h {minutes} min",
    minutes: "{minutes} min",
    watchingAs: "Watching as {name}; Ctrl-C ends it",
    bookedBefore: "Booked before: {references}",
    andMore: "and more",
    away: "The market does not answer just now; waiting for it …",
    back: "The market is back",
    events: {
      "wave.broadcast": "drivers asked: {asked} (wave {wave})",
      "bid.submitted": "{driver} bids {amount}, {duration}",
      "bid.withdrawn": "{driver} takes the bid back",
      "bid.selected": "{driver} is chosen for {amount}, and asked",
      "commitment.broken": "the driver cannot come after all",
      "award.failed": "{driver} cannot be booked, the market goes on",
      "booking.confirmed": "BOOKED: {driver} hauls it for {amount}",
      "booking.undone": "the booking of {driver} is undone",
      "shipment.status_changed": "{status}",
      "delivery.confirmed": "the delivery is confirmed",
      "dispute.opened": "a dispute is opened",
      "dispute.closed": "the dispute is closed",
      "shipment.cancelled": "called off",
      "shipment.expired": "nobody came for it",
    },
    statuses: {
      requested: "somebody wants it moved",
      "at-pickup": "the truck is at the pickup",
      loading: "loading",
      "in-transit": "on the road",
      "at-delivery": "the truck has arrived",
      unloading: "unloading",
      delivered: "delivered",
      completed: "completed and paid",
      disputed: "in dispute",
    },
  },
  sw: {
    someone: "dereva",
    hours: "saa {hours} dakika {minutes}",
    minutes: "dakika {minutes}",
    watchingAs: "Unaangalia kama {name}; Ctrl-C humaliza",
    bookedBefore: "Zilizowekwa awali: {references}",
    andMore: "na nyingine",
    away: "Soko halijibu kwa sasa; tunalisubiri …",
    back: "Soko limerudi",
    events: {
      "wave.broadcast": "madereva walioulizwa: {asked} (wimbi {wave})",
      "bid.submitted": "{driver} ametoa bei {amount}, {duration}",
      "bid.withdrawn": "{driver} ameondoa bei yake",
      "bid.selected": "{driver} amechaguliwa kwa {amount}, anaulizwa",
      "commitment.broken": "dereva hawezi kuja tena",
      "award.failed": "{driver} hakuweza kupewa kazi, soko linaendelea",
      "booking.confirmed": "IMEWEKWA: {driver} atabeba kwa {amount}",
      "booking.undone": "kazi ya {driver} imefutwa",
      "shipment.status_changed": "{status}",
      "delivery.confirmed": "upokeaji umethibitishwa",
      "dispute.opened": "mgogoro umefunguliwa",
      "dispute.closed": "mgogoro umefungwa",
      "shipment.cancelled": "imesitishwa",
      "shipment.expired": "hakuna aliyekuja",
    },
    statuses: {
      requested: "kuna mzigo wa kubebwa",
      "at-pickup": "lori limefika kuchukua",
      loading: "inapakiwa",
      "in-transit": "iko njiani",
      "at-delivery": "lori limefika",
      unloading: "inapakuliwa",
      delivered: "imefikishwa",
      completed: "imekamilika na kulipwa",
      disputed: "ina mgogoro",
    },
  },
};

/** Puts facts where a sentence has their names in braces. */
export function putIn(
  sentence: string,
  facts: Readonly<Record<string, string | undefined>>,
): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? "?");
}
