/** Milliseconds since 1970 in UTC. A person sees local time; nothing else does. */
export type Instant = number;

/** The instant as it stands on the wire. */
export function toIso(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Reads an ISO 8601 instant with its offset; `undefined` when it is none. */
export function fromIso(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const instant = Date.parse(text);
  return Number.isNaN(instant) ? undefined : instant;
}
