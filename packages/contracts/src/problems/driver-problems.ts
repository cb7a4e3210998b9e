import type { ProblemRow } from "./problem-row.ts";

/** What is refused to whoever drives. */
export const driverProblems = {
  "load-not-open": {
    status: 409,
    facts: { phase: "booked" },
    en: ["The load is not open", "It is {phase} and takes no bids."],
    sw: ["Mzigo haujafunguliwa", "Hali yake ni {phase} na haupokei zabuni."],
  },
  "bid-late": {
    status: 409,
    en: ["The bid came too late", "Bids were taken until the window closed."],
    sw: ["Zabuni imechelewa", "Zabuni zilipokelewa hadi dirisha lilipofungwa."],
  },
  "own-load": {
    status: 422,
    en: ["This is your own load", "Nobody bids on what he or his organization wants moved."],
    sw: ["Huu ni mzigo wako", "Hakuna anayetoa zabuni kwa mzigo wake au wa shirika lake."],
  },
  "bid-exists": {
    status: 409,
    en: ["You have a bid on this load", "Withdraw it before you make another."],
    sw: ["Una zabuni kwa mzigo huu", "Iondoe kabla ya kutoa nyingine."],
  },
  "load-full": {
    status: 409,
    facts: { bidsMax: 200 },
    en: ["The load has enough bids", "It takes {bidsMax}, and no more."],
    sw: ["Mzigo una zabuni za kutosha", "Unapokea {bidsMax}, si zaidi."],
  },
  "vehicle-committed": {
    status: 409,
    en: ["The vehicle is promised", "A load in your calendar needs the one that you have."],
    sw: ["Gari limeahidiwa", "Mzigo ulio kwenye kalenda yako unahitaji gari ulilo nalo."],
  },
  "rate-missing": {
    status: 422,
    en: ["Say what you take for a kilometre", "Without a floor the agent may not bid."],
    sw: ["Sema kiwango chako kwa kilomita", "Bila kiwango wakala hawezi kutoa zabuni."],
  },
  "bid-not-found": {
    status: 404,
    en: ["There is no such bid", "It was withdrawn, or it is not yours to see."],
    sw: ["Hakuna zabuni hiyo", "Imeondolewa, au huna ruhusa ya kuiona."],
  },
  "bid-already-awarded": {
    status: 409,
    en: ["The bid was awarded", "Decline the award instead of withdrawing the bid."],
    sw: ["Zabuni imeshachaguliwa", "Kataa uteuzi badala ya kuondoa zabuni."],
  },
  "vehicle-unfit": {
    status: 422,
    facts: { wanted: "reefer", has: "box" },
    en: ["The vehicle does not fit", "The load needs {wanted}, and yours is {has}."],
    sw: ["Gari halifai", "Mzigo unahitaji {wanted}, na lako ni {has}."],
  },
  "too-heavy": {
    status: 422,
    facts: { weightKg: 12_000, capacityKg: 10_000 },
    en: [
      "The load is too heavy",
      "It weighs {weightKg} kg, and your vehicle takes {capacityKg} kg.",
    ],
    sw: ["Mzigo ni mzito mno", "Una kilo {weightKg}, na gari lako hubeba kilo {capacityKg}."],
  },
  "wrong-currency": {
    status: 422,
    facts: { wanted: "KES", offered: "UGX" },
    en: ["This is another currency", "The load is paid in {wanted}, not in {offered}."],
    sw: ["Hii ni sarafu nyingine", "Mzigo hulipwa kwa {wanted}, si kwa {offered}."],
  },
  "driver-suspended": {
    status: 403,
    en: ["You may not take loads right now", "Your account is suspended; speak to support."],
    sw: ["Huwezi kuchukua mizigo kwa sasa", "Akaunti yako imesimamishwa; wasiliana na huduma."],
  },
  "licence-expired": {
    status: 422,
    facts: { expiresOn: "2026-06-30" },
    en: ["The licence has expired", "It ended on {expiresOn}; enter the new one."],
    sw: ["Leseni imeisha muda", "Iliisha {expiresOn}; weka mpya."],
  },
  "position-missing": {
    status: 422,
    en: ["Say where you are", "Whoever wants work sends his position."],
    sw: ["Sema uko wapi", "Anayetaka kazi hutuma mahali alipo."],
  },
  "no-award-waiting": {
    status: 409,
    en: ["No award waits for you", "It was answered, or went to somebody else."],
    sw: ["Hakuna uteuzi unaokusubiri", "Umejibiwa, au umeenda kwa mwingine."],
  },
  "calendar-taken": {
    status: 409,
    en: ["You are busy at that time", "Another trip stands in your calendar."],
    sw: ["Una kazi wakati huo", "Safari nyingine iko kwenye kalenda yako."],
  },
  "trip-not-found": {
    status: 404,
    en: ["There is no such trip", "It does not exist, or it is not yours."],
    sw: ["Hakuna safari hiyo", "Haipo, au si yako."],
  },
  "step-out-of-order": {
    status: 409,
    facts: { expected: "loaded", step: "departed" },
    en: ["A step was left out", "Next is {expected}, and {step} was reported."],
    sw: ["Hatua imerukwa", "Inayofuata ni {expected}, na imeripotiwa {step}."],
  },
  "another-trip-under-way": {
    status: 409,
    facts: { tripId: "trp_01jx5k7q3v9e2m8n4p6r0s1t2w" },
    en: ["Another trip is under way", "End {tripId} before you begin this one."],
    sw: ["Safari nyingine inaendelea", "Maliza {tripId} kabla ya kuanza hii."],
  },
  "pin-missing": {
    status: 422,
    en: ["A PIN is asked for", "Ask at the gate, or the recipient, and send it with the step."],
    sw: ["PIN inahitajika", "Uliza langoni, au mpokeaji, na uitume pamoja na hatua."],
  },
  "pin-wrong": {
    status: 422,
    facts: { left: 3 },
    en: ["The PIN is wrong", "Ask for the one of this shipment; tries left before a wait: {left}."],
    sw: ["PIN si sahihi", "Uliza ile ya shehena hii; majaribio kabla ya kusubiri: {left}."],
  },
  "pin-waiting": {
    status: 409,
    facts: { seconds: 60 },
    en: ["Too many wrong PINs", "No other is looked at for {seconds} seconds; ask for help."],
    sw: [
      "PIN nyingi si sahihi",
      "Hakuna nyingine itakayoangaliwa kwa sekunde {seconds}; omba msaada.",
    ],
  },
  "pin-not-rehearsed": {
    status: 422,
    en: [
      "A PIN cannot be tried out",
      "A rehearsal does not say whether it is right: send the step.",
    ],
    sw: ["PIN haiwezi kujaribiwa", "Jaribio halisemi kama ni sahihi: tuma hatua yenyewe."],
  },
  "driver-missing": {
    status: 422,
    en: ["Say who drives", "Whoever is no driver names one as `driverId`."],
    sw: ["Sema nani ataendesha", "Asiye dereva hutaja dereva kama `driverId`."],
  },
  "profile-missing": {
    status: 409,
    en: ["Tell us about your vehicle first", "Enter your vehicle and your licence."],
    sw: ["Tueleze kwanza kuhusu gari lako", "Weka gari na leseni yako."],
  },
} as const satisfies Record<string, ProblemRow>;
