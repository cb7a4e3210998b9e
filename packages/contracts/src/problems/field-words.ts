import type { Language } from "../language.ts";

/** Words of one language for a field that is not as wanted; `{…}` stands for what the check knows. */
export interface FieldWords {
  readonly missing: string;
  readonly unknown: string;
  readonly notOneOf: string;
  readonly notAnyForm: string;
  readonly otherwise: string;
  readonly type: string;
  readonly types: Readonly<Record<string, string>>;
  readonly tooBig: Readonly<Record<string, string>>;
  readonly tooSmall: Readonly<Record<string, string>>;
  readonly formats: Readonly<Record<string, string>>;
  readonly rules: Readonly<Record<string, string>>;
}

/** What a field is told in English and Swahili. */
export const FIELD_WORDS: Readonly<Record<Language, FieldWords>> = {
  en: {
    missing: "is missing",
    unknown: "is not known here",
    notOneOf: "expected one of {values}",
    notAnyForm: "fits none of the forms that are known here",
    otherwise: "is not as wanted",
    type: "expected {expected}",
    types: {
      string: "text",
      number: "a number",
      int: "a whole number",
      boolean: "true or false",
      object: "an object",
      record: "an object",
      array: "a list",
    },
    tooBig: {
      string: "expected at most {maximum} characters",
      array: "expected at most {maximum} entries",
      number: "expected at most {maximum}",
    },
    tooSmall: {
      string: "expected at least {minimum} characters",
      array: "expected at least {minimum} entries",
      number: "expected at least {minimum}",
    },
    formats: {
      "api-key": "expected an API key",
      code: "expected six digits",
      currency: "expected three capital letters of ISO 4217, such as KES",
      cursor: "expected what the last page gave as `nextCursor`",
      date: "expected a day that exists, such as 2027-06-30",
      datetime: "expected an instant with its offset, such as 2026-11-20T12:00:00+03:00",
      licence: "expected the number of a licence: letters, digits, spaces and dashes",
      line: "expected one line without control characters",
      phone: "expected a telephone number with its country, such as +254712345678",
      pin: "expected four to eight digits",
      plate: "expected a number plate in capital letters, such as KCB 123A",
      position: "expected latitude and longitude, such as -1.2921,36.8219",
      prose: "expected text without control characters",
      template_literal:
        "expected an id with its prefix, such as {prefix}_01jx0000000000000000000000",
      token: "expected a token as it was handed out",
    },
    rules: {
      "after-from": "has to be later than `from`",
      "east-of-west": "has to be east of `southWest`",
      "max-over-min": "must not be below `min`",
      "north-of-south": "has to be north of `southWest`",
      "not-empty": "has to change something",
      "pickup-or-delivery": "has to have a `pickup`, a `delivery`, or both",
      "one-currency": "has to be in the currency of the other amounts",
      "this-century": "has to be in the years 2000 to 2099",
      unique: "must not name the same thing twice",
    },
  },
  sw: {
    missing: "haipo",
    unknown: "haijulikani hapa",
    notOneOf: "inatakiwa moja ya {values}",
    notAnyForm: "haifanani na muundo wowote unaojulikana hapa",
    otherwise: "si sahihi",
    type: "inatakiwa {expected}",
    types: {
      string: "maandishi",
      number: "namba",
      int: "namba kamili",
      boolean: "true au false",
      object: "kitu chenye sehemu",
      record: "kitu chenye sehemu",
      array: "orodha",
    },
    tooBig: {
      string: "inatakiwa herufi zisizozidi {maximum}",
      array: "inatakiwa vipengee visivyozidi {maximum}",
      number: "inatakiwa isizidi {maximum}",
    },
    tooSmall: {
      string: "inatakiwa angalau herufi {minimum}",
      array: "inatakiwa angalau vipengee {minimum}",
      number: "inatakiwa angalau {minimum}",
    },
    formats: {
      "api-key": "inatakiwa ufunguo wa API",
      code: "inatakiwa tarakimu sita",
      currency: "inatakiwa herufi tatu kubwa za ISO 4217, kama KES",
      cursor: "inatakiwa kile ukurasa uliopita ulichotoa kama `nextCursor`",
      date: "inatakiwa siku iliyopo, kama 2027-06-30",
      datetime: "inatakiwa wakati wenye tofauti ya saa, kama 2026-11-20T12:00:00+03:00",
      licence: "inatakiwa namba ya leseni: herufi, tarakimu, nafasi na vistari",
      line: "inatakiwa mstari mmoja usio na herufi fiche",
      phone: "inatakiwa namba ya simu pamoja na nchi, kama +254712345678",
      pin: "inatakiwa tarakimu nne hadi nane",
      plate: "inatakiwa namba ya gari kwa herufi kubwa, kama KCB 123A",
      position: "inatakiwa latitudo na longitudo, kama -1.2921,36.8219",
      prose: "inatakiwa maandishi yasiyo na herufi fiche",
      template_literal:
        "inatakiwa kitambulisho chenye kiambishi, kama {prefix}_01jx0000000000000000000000",
      token: "inatakiwa tokeni kama ilivyotolewa",
    },
    rules: {
      "after-from": "iwe baada ya `from`",
      "east-of-west": "iwe mashariki ya `southWest`",
      "max-over-min": "isiwe chini ya `min`",
      "north-of-south": "iwe kaskazini ya `southWest`",
      "not-empty": "ibadilishe kitu",
      "pickup-or-delivery": "iwe na `pickup`, `delivery`, au vyote viwili",
      "one-currency": "iwe katika sarafu moja na kiasi kingine",
      "this-century": "iwe katika miaka 2000 hadi 2099",
      unique: "isitaje kitu kimoja mara mbili",
    },
  },
};
