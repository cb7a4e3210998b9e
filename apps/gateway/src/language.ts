import type { Language } from "@msafara/contracts";

/** The first language of `Accept-Language` that we speak, by weight; English when there is none. */
export function languageOf(accepted: string | undefined): Language {
  if (accepted === undefined) return "en";
  const wishes = accepted
    .split(",")
    .map((part) => {
      const [tag = "", ...settings] = part.trim().toLowerCase().split(";");
      const quality = settings.find((setting) => setting.trim().startsWith("q="));
      return { tag, weight: quality === undefined ? 1 : Number(quality.trim().slice(2)) || 0 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  for (const { tag } of wishes) {
    if (/^sw\b/.test(tag)) return "sw";
    if (/^en\b/.test(tag)) return "en";
  }
  return "en";
}
