import type { ProblemRow } from "./problem-row.ts";

/** What is refused to whoever wants something moved. */
export const shipmentProblems = {
  "shipment-not-found": {
    status: 404,
    en: ["There is no such shipment", "It does not exist, or it is not yours."],
    sw: ["Hakuna shehena hiyo", "Haipo, au si yako."],
  },
  "window-past": {
    status: 422,
    en: ["The pickup is in the past", "Choose a window that ends later than now."],
    sw: ["Muda wa kuchukua umepita", "Chagua muda unaoisha baadaye kuliko sasa."],
  },
  "window-too-short": {
    status: 422,
    facts: { minutes: 30 },
    en: ["The window is too short", "A truck needs at least {minutes} minutes to stop in."],
    sw: ["Muda ni mfupi mno", "Lori linahitaji angalau dakika {minutes} za kusimama."],
  },
  "delivery-before-pickup": {
    status: 422,
    en: ["It would arrive before it leaves", "Deliver after the pickup, and after every stop."],
    sw: ["Ingefika kabla ya kuondoka", "Peleka baada ya kuchukua, na baada ya kila kituo."],
  },
  "currency-not-served": {
    status: 422,
    facts: { currency: "XAU" },
    en: ["This currency is not served", "This market does not settle in {currency}."],
    sw: ["Sarafu hii haitumiki", "Soko hili halilipani kwa {currency}."],
  },
  "shipment-already-booked": {
    status: 409,
    en: ["The shipment is booked", "What was booked is not changed any more; cancel it instead."],
    sw: ["Shehena imeshawekewa gari", "Iliyowekwa haibadilishwi tena; ighairi badala yake."],
  },
  "shipment-under-way": {
    status: 409,
    en: [
      "The shipment is under way",
      "From loading on it is delivered or disputed, not cancelled.",
    ],
    sw: ["Shehena iko safarini", "Tangu kupakia hupelekwa au kupingwa, haighairiwi."],
  },
  "shipment-over": {
    status: 409,
    facts: { status: "cancelled" },
    en: ["The shipment is over", "It is {status}; nothing more happens to it."],
    sw: ["Shehena imekwisha", "Hali yake ni {status}; hakuna zaidi kitakachotokea."],
  },
  "award-under-way": {
    status: 409,
    en: ["An award is under way", "A driver was chosen and has not answered yet."],
    sw: ["Uteuzi unaendelea", "Dereva amechaguliwa na hajajibu bado."],
  },
  "already-booked": {
    status: 409,
    en: ["The shipment is booked already", "A driver has it."],
    sw: ["Shehena tayari imewekewa gari", "Dereva anayo."],
  },
  "not-delivered": {
    status: 409,
    facts: { status: "in-transit" },
    en: ["It is not delivered yet", "It is {status}; confirm it once it has arrived."],
    sw: ["Bado haijafika", "Hali yake ni {status}; thibitisha itakapofika."],
  },
  "payment-not-found": {
    status: 404,
    en: ["There is no such payment", "It does not exist, or it is not yours."],
    sw: ["Hakuna malipo hayo", "Hayapo, au si yako."],
  },
  "agent-not-found": {
    status: 404,
    en: ["There is no such agent", "Nobody has this address, or it is not yours."],
    sw: ["Hakuna wakala huyo", "Hakuna mwenye anwani hii, au si wako."],
  },
} as const satisfies Record<string, ProblemRow>;
