import { knownIn } from "../map/tags/known-in.ts";

const MARKS = /\p{M}+/gu;
const NOT_A_LETTER = /[^\p{L}\p{N}]+/gu;
const APOSTROPHES = /['’ʼ`]/g;
/** Letters that are not a plain letter with a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  æ: "ae",
  œ: "oe",
  ł: "l",
  đ: "d",
};
/** How people shorten, and what is meant; Swahili, English and Portuguese alike. */
const WORDS: Readonly<Record<string, string>> = {
  rd: "road",
  st: "street",
  ave: "avenue",
  av: "avenue",
  hwy: "highway",
  ln: "lane",
  dr: "drive",
  blvd: "boulevard",
  mt: "mount",
  barabara: "road",
  njia: "road",
  mtaa: "street",
  mitaa: "street",
  cres: "crescent",
  cl: "close",
  ct: "court",
  pl: "place",
  sq: "square",
  rbt: "roundabout",
  r: "rua",
  avda: "avenue",
  avenida: "avenue",
  tv: "travessa",
  pc: "praca",
  lg: "largo",
};

/**
 * A name as it is compared: small letters, without marks and signs, long forms for short. So `Ngong Rd.`,
 * `NGONG ROAD` and `Barabara ya Ngong` meet, and so do `Ng'ambo` and `Ngambo`.
 */
export function foldName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(MARKS, "")
    .toLowerCase()
    .replaceAll(APOSTROPHES, "");
  const letters = plain.replaceAll(/[ßøæœłđ]/g, (letter) => LETTERS[letter] ?? letter);
  const words = letters.replaceAll(NOT_A_LETTER, " ").trim().split(" ");
  const meant = words.map((word) => knownIn(WORDS, word) ?? word);
  // "Barabara ya Ngong" is "Road of Ngong": said the other way round it is the same.
  if (meant.length > 2 && /^(ya|la|wa)$/.test(meant[1]!) && /^(road|street)$/.test(meant[0]!)) {
    return [...meant.slice(2), meant[0]].join(" ");
  }
  return meant.join(" ");
}
