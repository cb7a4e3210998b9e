import { z } from "zod";

const lat = z.number().min(-90).max(90);
const lng = z.number().min(-180).max(180);
/** Seven decimals are a centimetre. */
const DEGREES = String.raw`-?\d{1,3}(?:\.\d{1,9})?`;
const PAIR = new RegExp(`^${DEGREES},${DEGREES}$`);

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
