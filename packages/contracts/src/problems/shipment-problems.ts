import type { ProblemRow } from "./problem-row.ts";

/** What is refused to whoever wants something moved. */
export const shipmentProblems = {
  "window-past": {
    status: 422,
    en: ["The pickup is in the past", "Choose a window that ends later than now."],
    sw: ["Muda wa kuchukua umepita", "Chagua muda unaoisha baadaye kuliko sasa."],
  },
  "window-too-short": {
    status: 422,
    facts: { leastMs: 1_800_000 },
    en: ["The window is too short", "A truck needs at least {leastMs} to stop in."],
    sw: ["Muda ni mfupi mno", "Lori linahitaji angalau {leastMs} za kusimama."],
  },
  "delivery-before-pickup": {
    status: 422,
    en: ["It would arrive before it leaves", "Deliver after the pickup, and after every stop."],
    sw: ["Ingefika kabla ya kuondoka", "Peleka baada ya kuchukua, na baada ya kila kituo."],
  },
  "currency-not-served": {
    status: 422,
    facts: { currency: "XAU", served: "KES UGX" },
    en: ["This currency is not served", "This market settles in {served}, not in {currency}."],
    sw: ["Sarafu hii haitumiki", "Soko hili hulipa kwa {served}, si kwa {currency}."],
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
    facts: { phase: "cancelled" },
    en: ["The shipment is over", "It is {phase}; nothing more happens to it."],
    sw: ["Shehena imekwisha", "Hali yake ni {phase}; hakuna zaidi kitakachotokea."],
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
    facts: { phase: "in-transit" },
    en: ["It is not delivered yet", "It is {phase}; confirm it once it has arrived."],
    sw: ["Bado haijafika", "Hali yake ni {phase}; thibitisha itakapofika."],
  },
  "dispute-open": {
    status: 409,
    en: ["There is a dispute about it", "It is confirmed once the dispute is closed."],
    sw: ["Kuna mgogoro kuihusu", "Itathibitishwa mgogoro utakapofungwa."],
  },
  "shipment-exists": {
    status: 409,
    en: ["This shipment was asked for before", "Nothing was asked a second time."],
    sw: ["Shehena hii imeshaombwa", "Hakuna kilichoombwa mara ya pili."],
  },
  "cursor-unknown": {
    status: 400,
    en: ["This is no cursor of this list", "Begin again without one."],
    sw: ["Hii si alama ya orodha hii", "Anza tena bila alama."],
  },
  "shipper-missing": {
    status: 422,
    en: ["Say whose shipment it is", "Whoever is no shipper names one as `shipperId`."],
    sw: ["Sema shehena ni ya nani", "Asiye mtumaji hutaja mtumaji kama `shipperId`."],
  },
  "policy-unfit": {
    status: 422,
    facts: { type: "shipper" },
    en: ["The policy is for another agent", "A {type} has no such policy."],
    sw: ["Sera hii ni ya wakala mwingine", "Wakala wa aina ya {type} hana sera hiyo."],
  },
  "limit-missing": {
    status: 422,
    en: ["Set a limit first", "The agent spends nothing by itself without a ceiling."],
    sw: ["Weka kikomo kwanza", "Wakala hatumii fedha mwenyewe bila kikomo."],
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
