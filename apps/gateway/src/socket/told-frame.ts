import type { toldFrameSchema } from "@msafara/contracts";
import type { z } from "zod";

/** A text frame for a client, before it is text. */
export type ToldFrame = z.input<typeof toldFrameSchema>;
