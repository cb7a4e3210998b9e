import type { ProblemRow } from "./problem-row.ts";

/** What is refused to whoever mends the money of a shipment. */
export const paymentProblems = {
  "nothing-held": {
    status: 409,
    en: ["No money is held", "There is nothing to release, to give back or to argue about."],
    sw: ["Hakuna fedha zilizoshikiliwa", "Hakuna cha kuachilia, kurudisha wala kugombania."],
  },
  "already-held": {
    status: 409,
    en: ["Money is held already", "It is held for a bid of this shipment."],
    sw: ["Fedha tayari zimeshikiliwa", "Zimeshikiliwa kwa zabuni ya shehena hii."],
  },
  "already-released": {
    status: 409,
    en: ["The money was released", "The driver has it."],
    sw: ["Fedha zimeshaachiliwa", "Dereva anazo."],
  },
  "already-ending": {
    status: 409,
    facts: { ending: "refund" },
    en: ["The money is on its way", "A {ending} is under way and is not stopped."],
    sw: ["Fedha ziko njiani", "{ending} inaendelea na haisimamishwi."],
  },
  "amount-too-great": {
    status: 422,
    en: ["This is more than is held", "No more goes back than was held."],
    sw: ["Hii ni zaidi ya zilizoshikiliwa", "Hazirudishwi zaidi ya zilizoshikiliwa."],
  },
  "payment-disputed": {
    status: 409,
    en: ["The money is disputed", "It moves once the dispute is closed."],
    sw: ["Fedha zina mgogoro", "Zitasogea mgogoro utakapofungwa."],
  },
  "nothing-stuck": {
    status: 409,
    en: ["Nothing is stuck", "The vendor has done what he was asked to."],
    sw: ["Hakuna kilichokwama", "Mtoa huduma amefanya alichoombwa."],
  },
} as const satisfies Record<string, ProblemRow>;
