import type { ProblemRow } from "./problem-row.ts";

/** What is refused to whoever asks for a way. */
export const roadProblems = {
  "no-road-near": {
    status: 422,
    facts: { place: "stop 2" },
    en: ["There is no road near", "No road that this vehicle may drive is near {place}."],
    sw: [
      "Hakuna barabara karibu",
      "Hakuna barabara ambayo gari hili linaweza kupita karibu na {place}.",
    ],
  },
  "no-way": {
    status: 422,
    facts: { place: "stop 2", why: "height limit 3.8 m on way 1234 'A104', truck 4.2 m" },
    en: ["There is no way", "This vehicle cannot get to {place}: {why}."],
    sw: ["Hakuna njia", "Gari hili haliwezi kufika {place}: {why}."],
  },
  "tours-not-sound": {
    status: 422,
    facts: { field: "trucks", why: "expected a shift" },
    en: ["This cannot be planned", "Look at {field}: {why}."],
    sw: ["Hili haliwezi kupangwa", "Angalia {field}: {why}."],
  },
  "locked-not-possible": {
    status: 422,
    facts: { truck: "KCB 123A" },
    en: [
      "Locked calls cannot be kept",
      "{truck} cannot make all of them in their hours and order.",
    ],
    sw: [
      "Vituo vilivyofungwa haviwezekani",
      "{truck} haiwezi kuvifikia vyote kwa saa na mpangilio wake.",
    ],
  },
  "roads-busy": {
    status: 503,
    facts: { retryAfter: 2 },
    en: ["Too many ask for the way right now", "Ask again in {retryAfter} seconds."],
    sw: ["Wengi mno wanauliza njia kwa sasa", "Jaribu tena baada ya sekunde {retryAfter}."],
  },
  "roads-away": {
    status: 503,
    facts: { retryAfter: 5 },
    en: [
      "Nobody who knows the roads answers right now",
      "Everything else goes on; ask again in {retryAfter} seconds.",
    ],
    sw: [
      "Hakuna anayejua barabara anayejibu kwa sasa",
      "Mengine yote yanaendelea; jaribu tena baada ya sekunde {retryAfter}.",
    ],
  },
  "traffic-event-past": {
    status: 422,
    en: ["This is over already", "Tell what ends later than now."],
    sw: ["Hili limeshakwisha", "Sema jambo litakaloisha baadaye kuliko sasa."],
  },
  "traffic-area-too-large": {
    status: 422,
    facts: { kmMost: 500, km: 20_015 },
    en: [
      "This area is too large",
      "It is {km} km from side to side, and {kmMost} km are the most: look at its corners, or tell it in parts.",
    ],
    sw: [
      "Eneo hili ni kubwa mno",
      "Lina upana wa kilomita {km}, na mwisho ni kilomita {kmMost}: angalia pembe zake, au lieleze kwa sehemu.",
    ],
  },
  "traffic-event-changed": {
    status: 409,
    facts: { revision: 2 },
    en: ["Somebody told more of it meanwhile", "Its revision is {revision}: look at it again."],
    sw: ["Mtu mwingine amesema zaidi", "Toleo lake ni {revision}: liangalie tena."],
  },
  "traffic-event-not-found": {
    status: 404,
    en: ["There is no such event", "Nothing was told on the roads under this id."],
    sw: ["Hakuna tukio hilo", "Hakuna kilichosemwa kuhusu barabara chini ya kitambulisho hiki."],
  },
} as const satisfies Record<string, ProblemRow>;
