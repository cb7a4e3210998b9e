import type { Address, Body, Consequence, Given, Role } from "@msafara/runtime";
import {
  type Courier,
  newCourier,
  newParcel,
  type Parcel,
  type ParcelPassed,
  parcelPassed,
  withParcel,
} from "./parcel.ts";

/** What the bench holds in its hand while couriers work. */
export interface Flow {
  /** Off, parcels are taken in and nothing is sent any more. */
  isOpen: boolean;
  /** Whom a courier sends the parcel on to. */
  nextOf: (self: Address) => Address;
  /** Besides the unit of work: a view row every turn, a timer every few. */
  readonly extras: boolean;
  /** When the parcels that were decided on since the last commit had been sent. */
  decidedSentAtUs: number[];
}

type CourierMessage =
  | Parcel
  | { readonly type: "scatter"; readonly to: readonly Address[] }
  | { readonly type: "weigh"; readonly note: string }
  | { readonly type: "rest" };

type CourierEvent =
  | ParcelPassed
  | { readonly type: "parcels.scattered"; readonly to: readonly Address[] }
  | { readonly type: "parcel.weighed"; readonly weight: number }
  | { readonly type: "courier.rested" };

/** With extras, one turn in ten sets a timer, and each of them comes back as a turn. */
const TURNS_PER_TIMER = 10;
const REST_MS = 100;

/** The agents of the bench: whoever gets a parcel notes it and sends it on. */
export function courierRole(flow: Flow): Role<Courier, CourierMessage, CourierEvent> {
  return {
    name: "courier",
    schema: 1,
    messages: ["parcel", "scatter", "weigh", "rest"],
    initial: newCourier,
    phase: () => "moving",
    decide: (_courier, message, { self }: Given) => {
      switch (message.type) {
        case "parcel":
          flow.decidedSentAtUs.push(message.sentAtUs);
          return [parcelPassed(message, flow.nextOf(self))];
        case "scatter":
          return [{ type: "parcels.scattered", to: message.to }];
        case "weigh":
          return [{ type: "parcel.weighed", weight: message.note.length }];
        case "rest":
          return [{ type: "courier.rested" }];
      }
    },
    evolve: (courier, event) => {
      switch (event.type) {
        case "parcel.passed":
          return withParcel(courier, event);
        case "parcel.weighed":
          return { ...courier, parcels: courier.parcels + 1, weight: event.weight };
        case "parcels.scattered":
        case "courier.rested":
          return { ...courier, last: "" };
      }
    },
    follow: (event, { state, given }) => {
      switch (event.type) {
        case "parcel.passed":
          return flow.isOpen ? passOn(flow, { event, state, given }) : [];
        case "parcel.weighed":
          return [{ reply: { parcels: state.parcels } }];
        case "parcels.scattered":
          return event.to.map((to) => ({ send: asBody(newParcel()), to }));
        case "courier.rested":
          return [];
      }
    },
  };
}

function passOn(
  { extras }: Flow,
  {
    event,
    state,
    given,
  }: { readonly event: ParcelPassed; readonly state: Courier; readonly given: Given },
): readonly Consequence[] {
  const send = { send: asBody(newParcel()), to: event.to };
  if (!extras) return [send];
  const { parcels, weight, last } = state;
  const view = { view: "couriers", key: given.self, row: { parcels, weight, last } };
  if (parcels % TURNS_PER_TIMER !== 0) return [send, view];
  return [send, view, { timer: "rest", due: given.now + REST_MS, message: { type: "rest" } }];
}

function asBody(parcel: Parcel): Body {
  return { ...parcel };
}
