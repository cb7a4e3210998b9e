const text = { type: "string" };
const count = { type: "integer", minimum: 0 };

/** Headers of answers, as components. */
export const ANSWER_HEADERS = {
  "X-Request-ID": {
    description: "The id of the request, here, in our logs and in traces.",
    schema: { ...text, maxLength: 128 },
  },
  ETag: { description: "The version of what was read.", schema: { ...text, maxLength: 128 } },
  "RateLimit-Limit": {
    description:
      "Requests of this kind allowed in the current minute: questions are counted by themselves.",
    schema: count,
  },
  "RateLimit-Remaining": { description: "Requests left in it.", schema: count },
  "RateLimit-Reset": { description: "Seconds until it begins anew.", schema: count },
  "Retry-After": { description: "Seconds after which to ask again.", schema: count },
  Age: {
    description: "Seconds since this was read; only with `X-Stale`.",
    schema: count,
  },
  "X-Stale": {
    description:
      "`true` when the database is away and this is what the same session was answered lately, as old as `Age` says. It has no `ETag`, for nobody knows the version by now. What would leave a line in the record is never answered so.",
    schema: { ...text, const: "true" },
  },
  "Idempotency-Replayed": {
    description:
      "`true` when an earlier request with this `Idempotency-Key` was answered so: nothing was done now. It may be missing when that one was still under way.",
    schema: { ...text, const: "true" },
  },
  "X-Dry-Run": {
    description: "`true` when nothing was done: this is what would have happened.",
    schema: { ...text, const: "true" },
  },
} as const;

/** Headers and flags of requests, as components. */
export const ASKED_PARAMETERS = {
  RequestId: {
    name: "X-Request-ID",
    in: "header",
    description: "An id of the caller's for this request; one is made up unless it is sent.",
    schema: { ...text, pattern: String.raw`^[\w.:-]{1,128}$` },
  },
  Language: {
    name: "Accept-Language",
    in: "header",
    description: "English or Swahili, for sentences that people read.",
    schema: { ...text, maxLength: 200, default: "en" },
  },
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    description:
      "Sent again with the same body within 24 hours, the first answer is given again and nothing is done twice. Without one, what is sent twice is done twice.",
    schema: { ...text, pattern: "^[!-~]{1,200}$" },
  },
  DryRun: {
    name: "dryRun",
    in: "query",
    description: "Answers what would happen, and does nothing. Ids in such an answer are not kept.",
    schema: { type: "boolean", default: false },
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    description: "The `ETag` that the caller has; 304 when nothing has changed.",
    schema: { ...text, maxLength: 1_024 },
  },
} as const;

/** References to components, by their names. */
export function headerRefs(names: readonly (keyof typeof ANSWER_HEADERS)[]) {
  const refs = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  return Object.fromEntries(refs);
}
