import { z } from "zod";

const EXPECTED = "expected origins such as https://app.example.org, parted by commas";

/** Origins of pages, parted by commas; `*` is none, for whoever may call is named. */
export const originsSchema = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((origin) => origin.trim()))
  .transform((origins) => origins.filter((origin) => origin !== ""))
  .refine((origins) => origins.every(isOrigin), { error: EXPECTED });

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
