import { type Instant, refuse, type Refusal, unreachable } from "@msafara/kernel";
import {
  type Around,
  type Consequence,
  type Given,
  idOf,
  type Json,
  type Role,
} from "@msafara/runtime";

/** A price that stands until it is taken or runs out. */
export interface Offer {
  readonly phase: "blank" | "posted" | "taken" | "expired";
  /** Grows when an offer that has ended is posted again; posting a standing one only moves it. */
  readonly round: number;
  readonly price: number;
  readonly expiresAt: Instant;
  readonly taker: string;
}

export type OfferCommand =
  | {
      readonly type: "post";
      readonly expiresInMs: number;
      readonly price: number;
      readonly order: string;
    }
  | { readonly type: "take"; readonly by: string; readonly order: string };

export type OfferMessage = OfferCommand | { readonly type: "expire"; readonly round: number };

export type OfferEvent =
  | {
      readonly type: "offer.posted";
      readonly round: number;
      readonly price: number;
      readonly expiresAt: Instant;
      readonly order: string;
    }
  | {
      readonly type: "offer.taken";
      readonly round: number;
      readonly taker: string;
      readonly order: string;
    }
  | { readonly type: "offer.expired"; readonly round: number }
  /** A timer rang for an offer that had ended or moved. The engine promises that this is never written. */
  | { readonly type: "offer.late"; readonly round: number };

const BLANK: Offer = { phase: "blank", round: 0, price: 0, expiresAt: 0, taker: "" };

/** Offers: one timer that is set, moved, cancelled and fires once. */
export const offerRole: Role<Offer, OfferMessage, OfferEvent> = {
  name: "offer",
  messages: ["post", "take", "expire"],
  schema: 2,
  initial: () => BLANK,
  decide: decideOffer,
  evolve: evolveOffer,
  follow: followOffer,
  phase: ({ phase }) => phase,
  upcast: {
    state: (schema, state) => (schema === 1 ? renamed(state) : state),
    event: (schema, event) =>
      schema === 1 && event.type === "offer.taken" ? renamed(event) : event,
  },
  writes: (release) => Math.min(release, 2),
  downcast: {
    state: (_, state) => unnamed(state),
    event: (_, event) => (event.type === "offer.taken" ? unnamed(event) : event),
  },
};

/** What an offer says to a message. */
export function decideOffer(
  offer: Offer,
  message: OfferMessage,
  { now }: Given,
): readonly OfferEvent[] | Refusal {
  const { round } = offer;
  switch (message.type) {
    case "post": {
      const { price, expiresInMs, order } = message;
      const next = offer.phase === "posted" ? round : round + 1;
      return [{ type: "offer.posted", round: next, price, expiresAt: now + expiresInMs, order }];
    }
    case "take":
      if (offer.phase !== "posted") return refuse("offer-not-open", { phase: offer.phase });
      if (now >= offer.expiresAt) return refuse("offer-expired");
      return [{ type: "offer.taken", round, taker: message.by, order: message.order }];
    case "expire": {
      const due = offer.phase === "posted" && message.round === round && now >= offer.expiresAt;
      return [{ type: due ? "offer.expired" : "offer.late", round: message.round }];
    }
    default:
      return unreachable(message);
  }
}

/** The offer after an event. */
export function evolveOffer(offer: Offer, event: OfferEvent): Offer {
  switch (event.type) {
    case "offer.posted": {
      const { round, price, expiresAt } = event;
      return { phase: "posted", round, price, expiresAt, taker: "" };
    }
    case "offer.taken":
      return { ...offer, phase: "taken", taker: event.taker };
    case "offer.expired":
      return { ...offer, phase: "expired" };
    case "offer.late":
      return offer;
    default:
      return unreachable(event);
  }
}

/** The row of the view `offers`. */
export function offerRow({ phase, round, price, taker }: Offer): Readonly<Record<string, Json>> {
  return { phase, round, price, taker };
}

function followOffer(
  event: OfferEvent,
  { state, given }: Around<Offer, OfferMessage>,
): readonly Consequence[] {
  const { phase, price } = state;
  return [
    { view: "offers", key: idOf(given.self), row: offerRow(state) },
    { live: event.type, audience: "market", body: { phase } },
    { live: event.type, audience: "owner", body: { phase, price } },
    ...keepTimer(event),
    ...("order" in event ? [{ reply: { round: event.round, phase } }] : []),
  ];
}

function keepTimer(event: OfferEvent): readonly Consequence[] {
  switch (event.type) {
    case "offer.posted": {
      const expire: OfferMessage = { type: "expire", round: event.round };
      return [{ timer: "expiry", due: event.expiresAt, message: expire }];
    }
    case "offer.taken":
      return [{ cancel: "expiry" }];
    default:
      return [];
  }
}

/** Schema 1 said `by` where schema 2 says `taker`. */
function renamed({ by, ...rest }: { readonly by: string } & Record<string, unknown>): any {
  return { ...rest, taker: by };
}

function unnamed({ taker, ...rest }: { readonly taker: string } & Record<string, unknown>): any {
  return { ...rest, by: taker };
}
