import { z } from "zod";
import { idOf } from "../id.ts";
import { windowSchema } from "../instant.ts";
import { positionSchema } from "../position.ts";
import { line } from "../text.ts";

/** A place where a truck stops, and when it may. */
export const stopSchema = z.strictObject({
  address: line(300),
  position: positionSchema,
  window: windowSchema,
  facilityId: idOf("fac").optional(),
});

/** Stops between the first and the last, in their order. */
export const stopsSchema = z.array(stopSchema).max(20);
