import type { Position } from "@msafara/kernel";

/** A place that the stand-in knows by name. */
export interface KnownPlace {
  readonly name: string;
  readonly country: string;
  /** Its main road. */
  readonly road: string;
  readonly position: Position;
}

/** Towns of the corridor from Mombasa to the lakes, for whoever passes no others. */
export const EAST_AFRICA: readonly KnownPlace[] = [
  ["Nairobi", "Kenya", "Mombasa Road", -1.2864, 36.8172],
  ["Athi River", "Kenya", "Namanga Road", -1.4563, 36.9785],
  ["Thika", "Kenya", "Thika Road", -1.0333, 37.0693],
  ["Mombasa", "Kenya", "Makupa Causeway", -4.0435, 39.6682],
  ["Voi", "Kenya", "Mombasa Road", -3.3961, 38.5561],
  ["Nakuru", "Kenya", "Nairobi–Nakuru Highway", -0.3031, 36.08],
  ["Eldoret", "Kenya", "Uganda Road", 0.5143, 35.2698],
  ["Kisumu", "Kenya", "Kakamega Road", -0.0917, 34.768],
  ["Malaba", "Kenya", "Malaba Road", 0.6355, 34.2767],
  ["Kampala", "Uganda", "Jinja Road", 0.3476, 32.5825],
  ["Kigali", "Rwanda", "KN 3 Road", -1.9441, 30.0619],
  ["Arusha", "Tanzania", "Sokoine Road", -3.3869, 36.683],
  ["Dar es Salaam", "Tanzania", "Nyerere Road", -6.7924, 39.2083],
].map(([name, country, road, lat, lng]) => ({
  name: String(name),
  country: String(country),
  road: String(road),
  position: { lat: Number(lat), lng: Number(lng) },
}));
