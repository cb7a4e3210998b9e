import type { ProblemRow } from "./problem-row.ts";

/** What a door itself refuses, whatever is behind it. */
export const doorProblems = {
  malformed: {
    status: 400,
    en: [
      "The request cannot be read",
      "Something is missing or not as wanted; `errors` says what.",
    ],
    sw: ["Ombi haliwezi kusomwa", "Kitu kinakosekana au si sahihi; `errors` inaeleza ni nini."],
  },
  "not-found": {
    status: 404,
    en: ["There is nothing here", "Nothing is here, or it is not yours to see."],
    sw: ["Hakuna kitu hapa", "Hakuna kitu hapa, au huna ruhusa ya kukiona."],
  },
  "method-not-allowed": {
    status: 405,
    facts: { method: "PUT" },
    en: ["This cannot be done here", "{method} is not answered at this address."],
    sw: ["Hili haliwezi kufanyika hapa", "{method} haijibiwi kwenye anwani hii."],
  },
  "body-too-large": {
    status: 413,
    facts: { limit: 1_048_576 },
    en: ["The body is too large", "Send at most {limit} bytes."],
    sw: ["Ujumbe ni mkubwa mno", "Tuma baiti zisizozidi {limit}."],
  },
  "unsupported-media-type": {
    status: 415,
    en: ["Send JSON", "The body has to be `application/json`."],
    sw: ["Tuma JSON", "Ujumbe unapaswa kuwa `application/json`."],
  },
  "too-many-requests": {
    status: 429,
    facts: { limit: 100, retryAfter: 12 },
    en: [
      "Too many requests, slow down",
      "At most {limit} requests a minute; ask again in {retryAfter} seconds.",
    ],
    sw: [
      "Maombi ni mengi mno, punguza kasi",
      "Maombi yasizidi {limit} kwa dakika; jaribu tena baada ya sekunde {retryAfter}.",
    ],
  },
  broken: {
    status: 500,
    en: ["Something broke on our side", "It is written down under the id of this request."],
    sw: ["Hitilafu imetokea upande wetu", "Imeandikwa chini ya kitambulisho cha ombi hili."],
  },
  "turn-failed": {
    status: 500,
    en: [
      "This could not be done",
      "What was asked for failed and changed nothing; somebody will look at it.",
    ],
    sw: [
      "Hili halikuweza kufanyika",
      "Ulichoomba kimeshindikana na hakijabadilisha chochote; mtu atakiangalia.",
    ],
  },
  "try-again": {
    status: 503,
    facts: { retryAfter: 2 },
    en: ["Not available right now, try again", "Ask again in {retryAfter} seconds."],
    sw: ["Haipatikani kwa sasa, jaribu tena", "Jaribu tena baada ya sekunde {retryAfter}."],
  },
  busy: {
    status: 503,
    facts: { retryAfter: 1 },
    en: [
      "Too much is going on right now",
      "Nothing was changed; ask again in {retryAfter} seconds.",
    ],
    sw: [
      "Kuna shughuli nyingi mno kwa sasa",
      "Hakuna kilichobadilika; jaribu tena baada ya sekunde {retryAfter}.",
    ],
  },
  "no-owner": {
    status: 503,
    facts: { retryAfter: 1 },
    en: [
      "Being moved to another machine",
      "Nothing was changed; ask again in {retryAfter} seconds.",
    ],
    sw: [
      "Inahamishiwa mashine nyingine",
      "Hakuna kilichobadilika; jaribu tena baada ya sekunde {retryAfter}.",
    ],
  },
  deadline: {
    status: 503,
    facts: { retryAfter: 1 },
    en: [
      "This took too long",
      "It may still be done; ask again with the same key in {retryAfter} seconds.",
    ],
    sw: [
      "Imechukua muda mrefu mno",
      "Huenda bado ikafanyika; jaribu tena kwa ufunguo uleule baada ya sekunde {retryAfter}.",
    ],
  },
  "outcome-unknown": {
    status: 503,
    facts: { retryAfter: 1 },
    en: [
      "It is not known whether this was done",
      "Ask again with the same key in {retryAfter} seconds, and learn what became of it.",
    ],
    sw: [
      "Haijulikani kama limefanyika",
      "Jaribu tena kwa ufunguo uleule baada ya sekunde {retryAfter} ujue matokeo.",
    ],
  },
  "idempotency-key-malformed": {
    status: 400,
    facts: { limit: 200 },
    en: [
      "The idempotency key cannot be read",
      "Send 1 to {limit} visible characters as `Idempotency-Key`.",
    ],
    sw: [
      "Ufunguo wa kutorudia hausomeki",
      "Tuma herufi 1 hadi {limit} zinazoonekana kama `Idempotency-Key`.",
    ],
  },
  "idempotency-key-reused": {
    status: 422,
    facts: { hours: 24 },
    en: [
      "This key was used for something else",
      "A key stands for one request for {hours} hours; use a new one for a new request.",
    ],
    sw: [
      "Ufunguo huu umetumika kwa jambo lingine",
      "Ufunguo ni wa ombi moja kwa saa {hours}; tumia mpya kwa ombi jipya.",
    ],
  },
  "dry-run-not-offered": {
    status: 422,
    en: [
      "This cannot be rehearsed",
      "Tokens and codes are handed out in earnest only; leave `dryRun` out.",
    ],
    sw: [
      "Hili haliwezi kufanyiwa mazoezi",
      "Tokeni na misimbo hutolewa kwa kweli tu; ondoa `dryRun`.",
    ],
  },
} as const satisfies Record<string, ProblemRow>;
