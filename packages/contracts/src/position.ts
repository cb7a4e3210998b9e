import { z } from "zod";

const lat = z.number().min(-90).max(90);
const lng = z.number().min(-180).max(180);
/** Seven decimals are a centimetre. */
const SHARE = String.raw`(?:\.\d{1,9})?`;
/** What is not on earth is no pair of degrees: it is refused as it was written, and not by a part of it. */
const LAT = String.raw`-?(?:90(?:\.0{1,9})?|[0-8]?\d${SHARE})`;
const LNG = String.raw`-?(?:180(?:\.0{1,9})?|(?:1[0-7]\d|\d{1,2})${SHARE})`;
const PAIR = new RegExp(`^${LAT},${LNG}$`);

/** Degrees in WGS 84. */
export const positionSchema = z
  .strictObject({ lat, lng })
  .describe("A place on earth in degrees, WGS 84.");

/** A place as it stands in an address: `-1.2921,36.8219`. */
export const nearSchema = z
  .codec(z.stringFormat("position", PAIR), positionSchema, {
    decode: (text) => {
      const [latitude, longitude] = text.split(",").map(Number);
      return { lat: latitude ?? Number.NaN, lng: longitude ?? Number.NaN };
    },
    encode: (place) => `${place.lat.toFixed(7)},${place.lng.toFixed(7)}`,
  })
  .describe("A place as latitude,longitude in degrees.");
