import type { ProblemRow } from "./problem-row.ts";

/** Who comes, and what he may: refusals of identity. */
export const identityProblems = {
  "token-missing": {
    status: 401,
    en: ["Sign in first", "Send an access token or an API key."],
    sw: ["Ingia kwanza", "Tuma tokeni ya kuingia au ufunguo wa API."],
  },
  "token-expired": {
    status: 401,
    en: ["The access token has ended", "Exchange the refresh token for a new pair."],
    sw: ["Muda wa tokeni umekwisha", "Badilisha tokeni ya kuhuisha upate jozi mpya."],
  },
  "token-invalid": {
    status: 401,
    en: ["The token is not valid", "It was not made here, was ended, or was changed on its way."],
    sw: ["Tokeni si halali", "Haikutengenezwa hapa, imefutwa, au imebadilishwa njiani."],
  },
  "refresh-token-reused": {
    status: 401,
    en: [
      "The refresh token was used before",
      "To be safe its whole session was ended; sign in again.",
    ],
    sw: ["Tokeni ya kuhuisha imeshatumika", "Kwa usalama kipindi chote kimefungwa; ingia tena."],
  },
  "api-key-invalid": {
    status: 401,
    en: ["The API key is not valid", "It is unknown or was revoked."],
    sw: ["Ufunguo wa API si halali", "Haujulikani au umefutwa."],
  },
  "credentials-wrong": {
    status: 401,
    en: ["Phone or password is wrong", "Check both, or ask for a new password."],
    sw: ["Simu au nenosiri si sahihi", "Angalia vyote viwili, au omba nenosiri jipya."],
  },
  "mfa-required": {
    status: 401,
    en: ["A second factor is needed", "Send the six digits of your authenticator as `otp`."],
    sw: ["Uthibitisho wa pili unahitajika", "Tuma tarakimu sita za kithibitishi chako kama `otp`."],
  },
  "mfa-wrong": {
    status: 401,
    en: ["The second factor is wrong", "Wait for the next six digits; none is taken twice."],
    sw: [
      "Uthibitisho wa pili si sahihi",
      "Subiri tarakimu sita zinazofuata; hazitumiki mara mbili.",
    ],
  },
  "login-not-fresh": {
    status: 403,
    facts: { minutes: 5 },
    en: [
      "Sign in again first",
      "This is only done within {minutes} minutes of signing in with the password.",
    ],
    sw: [
      "Ingia tena kwanza",
      "Hili hufanyika ndani ya dakika {minutes} baada ya kuingia kwa nenosiri tu.",
    ],
  },
  "role-may-not": {
    status: 403,
    facts: { role: "driver" },
    en: ["You may not do this", "It is not for the role {role}."],
    sw: ["Huruhusiwi kufanya hili", "Si kwa jukumu la {role}."],
  },
  "not-allowed": {
    status: 403,
    en: ["You may not do this here", "Your place in the organization does not allow it."],
    sw: ["Huruhusiwi kufanya hili hapa", "Nafasi yako katika shirika hairuhusu."],
  },
  "scope-missing": {
    status: 403,
    facts: { scope: "desk" },
    en: ["The API key may not do this", "It lacks the scope `{scope}`."],
    sw: ["Ufunguo wa API hauruhusiwi", "Unakosa upeo `{scope}`."],
  },
  "phone-not-verified": {
    status: 403,
    en: ["Prove your phone first", "Enter the code that was sent to it."],
    sw: ["Thibitisha simu yako kwanza", "Ingiza msimbo uliotumwa kwenye simu."],
  },
  "account-suspended": {
    status: 403,
    en: ["This account is suspended", "Speak to support."],
    sw: ["Akaunti hii imesimamishwa", "Wasiliana na huduma kwa wateja."],
  },
  "too-many-attempts": {
    status: 429,
    facts: { retryAfter: 60 },
    en: ["Too many attempts", "Try again in {retryAfter} seconds."],
    sw: ["Umejaribu mara nyingi mno", "Jaribu tena baada ya sekunde {retryAfter}."],
  },
  "too-many-codes": {
    status: 429,
    facts: { limit: 5, retryAfter: 3_600 },
    en: [
      "Too many codes were sent",
      "At most {limit} a day go to one phone; ask again in {retryAfter} seconds.",
    ],
    sw: [
      "Misimbo mingi mno imetumwa",
      "Isizidi {limit} kwa siku kwa simu moja; omba tena baada ya sekunde {retryAfter}.",
    ],
  },
  "phone-malformed": {
    status: 422,
    en: ["This is no telephone number", "Enter it with its country, such as +254712345678."],
    sw: ["Hii si namba ya simu", "Iandike pamoja na nchi, kama +254712345678."],
  },
  "phone-taken": {
    status: 409,
    en: ["This phone has an account", "Sign in, or ask for a new password."],
    sw: ["Simu hii tayari ina akaunti", "Ingia, au omba nenosiri jipya."],
  },
  "phone-already-verified": {
    status: 409,
    en: ["The phone is proved already", "Nothing is left to do."],
    sw: ["Simu imeshathibitishwa", "Hakuna kilichobaki kufanya."],
  },
  "code-wrong": {
    status: 422,
    facts: { triesLeft: 4 },
    en: ["The code is wrong", "Check the digits of the last message; tries left: {triesLeft}."],
    sw: ["Msimbo si sahihi", "Angalia ujumbe wa mwisho; majaribio yaliyobaki: {triesLeft}."],
  },
  "code-expired": {
    status: 422,
    en: ["The code has ended", "Ask for a new one."],
    sw: ["Muda wa msimbo umekwisha", "Omba mwingine."],
  },
  "password-weak": {
    status: 422,
    en: ["The password is too easy to guess", "Choose one that others do not use."],
    sw: ["Nenosiri ni rahisi kukisiwa", "Chagua ambalo wengine hawalitumii."],
  },
  "mfa-already-on": {
    status: 409,
    en: ["The second factor is on already", "Turn it off before you set up another."],
    sw: ["Uthibitisho wa pili tayari umewashwa", "Uzime kabla ya kuweka mwingine."],
  },
  "mfa-not-on": {
    status: 409,
    en: ["There is no second factor", "Nothing waits to be confirmed or turned off."],
    sw: ["Hakuna uthibitisho wa pili", "Hakuna kinachosubiri kuthibitishwa au kuzimwa."],
  },
  "user-unknown": {
    status: 404,
    en: ["There is no such account", "It does not exist, or it was erased."],
    sw: ["Hakuna akaunti hiyo", "Haipo, au imefutwa."],
  },
  "session-not-found": {
    status: 404,
    en: ["There is no such session", "It has ended, or it is not yours."],
    sw: ["Hakuna kipindi hicho", "Kimekwisha, au si chako."],
  },
  "organization-not-found": {
    status: 404,
    en: ["There is no such organization", "It does not exist, or you do not belong to it."],
    sw: ["Hakuna shirika hilo", "Halipo, au wewe si mwanachama."],
  },
  "invitation-not-found": {
    status: 404,
    en: ["There is no such invitation", "It was withdrawn, or it is for another phone."],
    sw: ["Hakuna mwaliko huo", "Umeondolewa, au ni wa simu nyingine."],
  },
  "invitation-expired": {
    status: 422,
    en: ["The invitation has ended", "Ask for a new one."],
    sw: ["Muda wa mwaliko umekwisha", "Omba mwingine."],
  },
  "member-not-found": {
    status: 404,
    en: ["There is no such member", "Nobody like that belongs to the organization."],
    sw: ["Hakuna mwanachama huyo", "Hakuna mtu kama huyo katika shirika."],
  },
  "already-member": {
    status: 409,
    en: ["Already a member", "This phone belongs to the organization."],
    sw: ["Tayari ni mwanachama", "Simu hii ni ya mwanachama wa shirika."],
  },
  "last-owner": {
    status: 409,
    en: ["The last owner stays", "Make somebody else an owner first."],
    sw: ["Mmiliki wa mwisho hubaki", "Mfanye mwingine kuwa mmiliki kwanza."],
  },
  "api-key-not-found": {
    status: 404,
    en: ["There is no such API key", "It was revoked, or it never was."],
    sw: ["Hakuna ufunguo huo wa API", "Umefutwa, au haukuwahi kuwepo."],
  },
} as const satisfies Record<string, ProblemRow>;
