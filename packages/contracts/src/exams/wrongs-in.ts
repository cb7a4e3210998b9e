import type { ErrorObject } from "ajv";

/** What a schema complains of, each with its place. */
export function wrongsIn(errors: readonly ErrorObject[] | null | undefined): string {
  return (errors ?? []).map(sentence).join("; ");
}

/** The library does not say which field is one too many. */
function sentence({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty, unevaluatedProperty: extra = additionalProperty } = params;
  return extra === undefined
    ? `${instancePath} ${message}`
    : `${instancePath}/${extra} must not be there`;
}
