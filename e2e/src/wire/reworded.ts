import { fromIso } from "@msafara/kernel";

const ID = /\b([a-z]{3})_[0-9a-hjkmnp-tv-z]{26}\b/g;
/** What people read is made from an id: `SHP-54782-001`, and the number on a label. */
const NAMED = /\b(SHP|MSF|DRV)-[0-9A-Z]+(?:-[0-9A-Z]+)*/g;
const ABOUT_MS = 600_000;

/**
 * An answer without what is minted for it: ids that the request did not name become their kind, and
 * its instants how far away they are. Two answers that say the same are then the same.
 */
export function reworded(
  body: unknown,
  { known, now }: { readonly known: string; readonly now: number },
) {
  const text = JSON.stringify(body, (_name, value: unknown) => {
    if (typeof value !== "string") return value;
    const at = fromIso(value);
    if (at === undefined || known.includes(value)) return value;
    return `in ${Math.round((at - now) / ABOUT_MS)} times ten minutes`;
  });
  return JSON.parse(
    (text ?? "null")
      .replaceAll(ID, (id, kind: string) => (known.includes(id) ? id : kind))
      .replaceAll(NAMED, "$1"),
  );
}
