import { isRefusal } from "@msafara/kernel";
import type { Role } from "@msafara/runtime";
import {
  decideOffer,
  evolveOffer,
  type Offer,
  type OfferEvent,
  type OfferMessage,
  offerRole,
} from "./offer.ts";

/** Schema 1, before `by` was renamed to `taker`. */
type FirstOffer = Omit<Offer, "taker"> & { readonly by: string };
type FirstEvent =
  | Exclude<OfferEvent, { type: "offer.taken" }>
  | (Omit<Extract<OfferEvent, { type: "offer.taken" }>, "taker"> & { readonly by: string });

/**
 * The role as the release before had it. It reads what the next release writes, so that both may
 * own the same agents in turn while a cluster is rolled forward and back.
 */
export const firstOfferRole: Role<FirstOffer, OfferMessage, FirstEvent> = {
  name: offerRole.name,
  messages: offerRole.messages,
  schema: 1,
  initial: (self) => firstOffer(offerRole.initial(self)),
  decide: (state, message, given) => {
    const events = decideOffer(nextOffer(state), message, given);
    return isRefusal(events) ? events : events.map(firstEvent);
  },
  evolve: (state, event) => firstOffer(evolveOffer(nextOffer(state), nextEvent(event))),
  follow: (event, { state, message, given }) =>
    offerRole.follow(nextEvent(event), { state: nextOffer(state), message, given }),
  phase: ({ phase }) => phase,
  upcast: {
    state: (schema, state) => (schema === 2 ? firstOffer(state) : state),
    event: (schema, event) => (schema === 2 ? firstEvent(event) : event),
  },
};

function firstOffer({ taker, ...rest }: Offer): FirstOffer {
  return { ...rest, by: taker };
}

function nextOffer({ by, ...rest }: FirstOffer): Offer {
  return { ...rest, taker: by };
}

function firstEvent(event: OfferEvent): FirstEvent {
  if (event.type !== "offer.taken") return event;
  const { taker, ...rest } = event;
  return { ...rest, by: taker };
}

function nextEvent(event: FirstEvent): OfferEvent {
  if (event.type !== "offer.taken") return event;
  const { by, ...rest } = event;
  return { ...rest, taker: by };
}
