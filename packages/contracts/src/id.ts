import { z } from "zod";

/** What each prefix names (R21). */
export const ID_KINDS = {
  shp: "a shipment",
  bid: "a bid",
  ngt: "a negotiation",
  drv: "a driver",
  shr: "a shipper",
  fac: "a facility",
  dck: "a dock",
  apt: "an appointment",
  usr: "a user",
  org: "an organization",
  trk: "a truck",
  trp: "a trip",
  pkg: "a package",
  doc: "a document",
  pay: "a payment",
  inv: "an invoice",
  cse: "a case",
  key: "an API key",
  ivt: "an invitation",
  trf: "an event of traffic",
  fam: "a session: all that grew out of one login",
} as const;

/** A prefix of the wire. */
export type IdKind = keyof typeof ID_KINDS;

/** 26 letters that no one misreads, as the world mints them. */
export const SORTABLE = "[0-9a-hjkmnp-tv-z]{26}";

const sortable = z.string().regex(new RegExp(`^${SORTABLE}$`));

/** An id that says what it names: `shp_01jx…`, a prefix and 128 sortable bits. */
export function idOf<Kind extends IdKind>(kind: Kind) {
  return z.templateLiteral([`${kind}_`, sortable]).describe(`The id of ${ID_KINDS[kind]}.`);
}
