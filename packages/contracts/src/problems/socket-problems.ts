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
  "resume-impossible": {
    status: 409,
    en: [
      "It cannot be resumed from there",
      "What came after your number is no longer kept, or never was; follow anew and load the rest.",
    ],
    sw: [
      "Haiwezekani kuendelea kutoka hapo",
      "Yaliyofuata namba yako hayahifadhiwi tena, au hayakuwepo; fuata upya na upakie mengine.",
    ],
  },
  "token-in-address": {
    status: 400,
    en: [
      "A token does not belong in an address",
      "The address of a socket has no query; send the token in the first frame.",
    ],
    sw: [
      "Tokeni haipaswi kuwa kwenye anwani",
      "Anwani ya soketi haina maswali; tuma tokeni kwenye fremu ya kwanza.",
    ],
  },
  "origin-not-allowed": {
    status: 403,
    en: ["This page may not open a socket", "The page's origin is not one that we know."],
    sw: ["Ukurasa huu hauruhusiwi kufungua soketi", "Asili ya ukurasa haijulikani kwetu."],
  },
  "person-changed": {
    status: 403,
    en: ["This socket is somebody else's", "Open another socket for another person."],
    sw: ["Soketi hii ni ya mtu mwingine", "Fungua soketi nyingine kwa ajili ya mtu mwingine."],
  },
  "too-many-frames": {
    status: 429,
    facts: { limit: 30, retryAfter: 1 },
    en: [
      "Too many frames",
      "Send at most {limit} a second; this one was not read, come again in {retryAfter} s.",
    ],
    sw: [
      "Fremu ni nyingi mno",
      "Tuma zisizozidi {limit} kwa sekunde; hii haikusomwa, jaribu baada ya sekunde {retryAfter}.",
    ],
  },
  "too-many-sockets": {
    status: 429,
    facts: { limit: 20, retryAfter: 60 },
    en: [
      "Too many sockets of one person",
      "Keep at most {limit} open, and try again in {retryAfter} seconds.",
    ],
    sw: [
      "Soketi za mtu mmoja ni nyingi mno",
      "Fungua zisizozidi {limit}, na ujaribu tena baada ya sekunde {retryAfter}.",
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
