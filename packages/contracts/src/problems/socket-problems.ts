import type { ProblemRow } from "./problem-row.ts";

/** What a socket says before it closes, or instead of following. */
export const socketProblems = {
  "frame-malformed": {
    status: 400,
    facts: { why: "version" },
    en: ["The frame cannot be read", "Its {why} is not as wanted."],
    sw: ["Fremu haisomeki", "{why} yake si sahihi."],
  },
  "topic-not-found": {
    status: 404,
    en: ["There is no such topic", "It does not exist, or it is not yours to follow."],
    sw: ["Hakuna mada hiyo", "Haipo, au huna ruhusa ya kuifuata."],
  },
  "too-many-topics": {
    status: 429,
    facts: { limit: 100, retryAfter: 60 },
    en: [
      "Too many topics on one socket",
      "Follow at most {limit}, or ask again in {retryAfter} seconds.",
    ],
    sw: [
      "Mada ni nyingi mno kwa soketi moja",
      "Fuata zisizozidi {limit}, au jaribu tena baada ya sekunde {retryAfter}.",
    ],
  },
  "too-slow": {
    status: 503,
    facts: { retryAfter: 1 },
    en: [
      "You read too slowly",
      "Come back in {retryAfter} seconds and resume after the last number you saw.",
    ],
    sw: [
      "Unasoma polepole mno",
      "Rudi baada ya sekunde {retryAfter} na uendelee baada ya namba ya mwisho uliyoiona.",
    ],
  },
} as const satisfies Record<string, ProblemRow>;
