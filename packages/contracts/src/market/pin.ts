import { z } from "zod";

/** What is said before cargo changes hands. */
export const pinSchema = z.stringFormat("pin", /^\d{4,8}$/);
