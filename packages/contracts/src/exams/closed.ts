/**
 * The same document, whose objects have nothing that they do not name. Clients have to bear what a newer
 * server adds; a server that adds what its own document does not show is wrong.
 */
export function closed(document: unknown): any {
  return close(document, { isPart: false });
}

/** A part of `allOf` sees only its own fields: the whole has nothing that none of its parts names. */
function close(value: unknown, { isPart }: { readonly isPart: boolean }): unknown {
  if (Array.isArray(value)) return value.map((each) => close(each, { isPart }));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [
    name,
    name === "examples" ? field : close(field, { isPart: name === "allOf" }),
  ]);
  const same = Object.fromEntries(fields);
  if (isPart) return same;
  if ("allOf" in value) return { ...same, unevaluatedProperties: false };
  return isOpen(value) ? { ...same, additionalProperties: false } : same;
}

function isOpen(value: object): boolean {
  const isObject = "type" in value && value.type === "object" && "properties" in value;
  return isObject && !("additionalProperties" in value);
}
