import { assert } from "@msafara/kernel";
import { type Dice, drawOne, drawWhole } from "../draw.ts";
import type { Hub } from "../roads/open-roads.ts";
import { FLEET, type Kind } from "./fleet.ts";
import { FAMILY_NAMES, GIVEN_NAMES, SHIPPER_NAMES } from "./names.ts";
import type { Cast, Driver, Manner, Shipper } from "./person.ts";

/** A part of the Kenyan plan that no operator has been given: nobody's phone rings. */
const PHONES = "+254199000";
/** So many boxes wait around Nairobi for the first load. */
const OPENERS = 3;
const FIRST_PHONE = 10;
const LAST_PHONE = 99;
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
/** The last truck was built in the year in which this was written. */
const YEAR_LAST = 2026;
const HAND_SHARE = 0.3;
const SHILLINGS = 10_000;

/**
 * Draws everybody. The last two digits of a phone are nobody else's, since a log shows no more of one.
 * First comes who can make a booking at once: boxes around Nairobi, and somebody with a posted price.
 */
export function drawCast(dice: Dice, hubs: readonly Hub[]): Cast {
  const phones = phonesFrom(FIRST_PHONE);
  const shippers = SHIPPER_NAMES.map((name, i) =>
    drawShipper(dice, { name, phone: phones(), isFirst: i === 0 }),
  );
  const drivers = dealTrucks().map((kind, i) => {
    return drawDriver(dice, { kind, hubs, phone: phones(), isFirst: i < OPENERS });
  });
  const support = {
    role: "support",
    name: "Msafara Support",
    phone: `${PHONES}0${LAST_PHONE}`,
    locale: "en",
  } as const;
  return { people: inTurn(drivers, shippers), support };
}

/** As many trucks of each kind as its share, boxes first and then the kinds in turn. */
function dealTrucks(): readonly Kind[] {
  const left = FLEET.map((kind) => ({ kind, count: kind.trucks }));
  const dealt: Kind[] = [];
  const deal = (one: (typeof left)[number]) => {
    if (one.count-- > 0) dealt.push(one.kind);
  };
  for (let i = 0; i < OPENERS; i++) deal(left[0]!);
  while (left.some(({ count }) => count > 0)) for (const one of left) deal(one);
  return dealt;
}

function phonesFrom(first: number): () => string {
  let next = first;
  return () => {
    assert(next < LAST_PHONE, "two digits tell the people apart");
    return `${PHONES}0${next++}`;
  };
}

/** Three drivers, then a shipper, so that neither waits for long. */
function inTurn(drivers: readonly Driver[], shippers: readonly Shipper[]): Cast["people"] {
  return shippers.flatMap((shipper, i) => [...drivers.slice(i * 3, i * 3 + 3), shipper]);
}

function drawShipper(
  dice: Dice,
  {
    name,
    phone,
    isFirst,
  }: { readonly name: string; readonly phone: string; readonly isFirst: boolean },
): Shipper {
  const manner = isFirst ? "agent" : drawManner(dice, 0.5);
  return { role: "shipper", name, phone, locale: dice() < 0.5 ? "sw" : "en", manner, isFirst };
}

interface DriverWish {
  readonly kind: Kind;
  readonly hubs: readonly Hub[];
  readonly phone: string;
  readonly isFirst: boolean;
}

function drawDriver(dice: Dice, { kind, hubs, phone, isFirst }: DriverWish): Driver {
  const at = drawOne(dice, hubs, ({ weight }) => weight);
  const home = isFirst ? hubs[0]! : at;
  const manner = isFirst ? "agent" : drawManner(dice, HAND_SHARE);
  return {
    role: "driver",
    name: `${drawOne(dice, GIVEN_NAMES)} ${drawOne(dice, FAMILY_NAMES)}`,
    phone,
    locale: dice() < 0.5 ? "sw" : "en",
    manner,
    kind,
    home: home.at,
    profile: {
      vehicle: drawTruck(dice, kind),
      licence: { number: `DL-${drawWhole(dice, 100_000, 999_999)}`, expiresOn: "2099-12-31" },
      policy: drawPolicy(dice, kind, manner),
    },
  };
}

function drawTruck(dice: Dice, kind: Kind): Driver["profile"]["vehicle"] {
  const letter = () => LETTERS.charAt(Math.floor(dice() * LETTERS.length));
  const keeps = kind.temperatureC === undefined ? {} : { temperatureC: { min: -20, max: 15 } };
  return {
    plate: `K${letter()}${letter()} ${drawWhole(dice, 100, 999)}${letter()}`,
    type: kind.type,
    capacityKg: Math.round(kind.capacityKg * (0.9 + dice() * 0.3)),
    yearBuilt: drawWhole(dice, YEAR_LAST - 16, YEAR_LAST),
    ...keeps,
  };
}

function drawPolicy(dice: Dice, kind: Kind, manner: Manner): Driver["profile"]["policy"] {
  const rate = Math.round(kind.ratePerKm * (0.85 + dice() * 0.3));
  return {
    autoBid: manner === "agent",
    askMe: manner === "hand",
    minRatePerKm: { amount: rate, currency: "KES" },
    marginBp: drawWhole(dice, 200, 2_500),
    maxDeadheadKm: drawWhole(dice, 250, 600),
    bidMax: { amount: 40 * SHILLINGS * 100, currency: "KES" },
  };
}

function drawManner(dice: Dice, handShare: number): Manner {
  return dice() < handShare ? "hand" : "agent";
}
