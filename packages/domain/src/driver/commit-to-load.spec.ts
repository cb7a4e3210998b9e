import { describe, expect, test } from "vitest";
import {
  ASKED,
  award,
  confirmed,
  HOUR_MS,
  JUMA,
  NOW,
  ON_DUTY,
  POLICY,
  PROFILE,
  tell,
  tellJuma,
} from "../specs/juma.ts";
import type { DriverMessage } from "./driver-message.ts";

const ASK_ME: DriverMessage = { type: "set-policy", by: JUMA, policy: { askMe: true } };
const YES = { type: "answer-award", by: JUMA, shipmentId: "shp_tea", accept: true } as const;
const NO = { ...YES, accept: false } as const;
const OFF_DUTY: DriverMessage = { type: "set-availability", by: JUMA, available: false };
const RANG: DriverMessage = {
  type: "answer.rang",
  shipmentId: "shp_tea",
  bidId: "bid_tea",
  answerBy: NOW + 120_000,
};

function released(name: string, why = "cancelled"): DriverMessage {
  return {
    type: "commitment.released",
    shipmentId: `shp_${name}`,
    bidId: `bid_${name}`,
    why,
  };
}

function answers(...messages: readonly DriverMessage[]) {
  return tellJuma(...messages).told.map(({ type, shipmentId, why = "yes" }) => {
    expect(type).toMatch(/^commitment\./);
    return `${shipmentId} ${why}`;
  });
}

describe("an award", () => {
  test("is answered with yes and a trip when the calendar is free", () => {
    const { told, phase, driver } = tellJuma(award("tea"));
    expect(told).toEqual([
      {
        type: "commitment.made",
        shipmentId: "shp_tea",
        bidId: "bid_tea",
        tripId: "trp_1",
        driverId: "drv_juma",
      },
    ]);
    expect(phase).toBe("Committed");
    expect(driver.commitments).toMatchObject([{ status: "promised", tripId: "trp_1" }]);
  });

  test("is answered for the bid that is meant, and not for one that came before it", () => {
    const meant = { ...YES, bidId: "bid_tea" } as const;
    const older = { ...YES, bidId: "bid_older" } as const;
    expect(tellJuma(ASK_ME, award("tea"), older).refused).toEqual(["no-award-waiting"]);
    expect(answers(ASK_ME, award("tea"), older, meant)).toEqual(["shp_tea yes"]);
    const undo = { ...older, accept: false } as const;
    expect(tellJuma(ASK_ME, award("tea"), meant, undo).refused).toEqual(["no-award-waiting"]);
  });

  test("takes a driver at his word who has said nothing of a policy", () => {
    const { told } = tell([PROFILE, ON_DUTY, award("tea")]);
    expect(told).toMatchObject([{ type: "commitment.made", shipmentId: "shp_tea" }]);
  });

  test("for a time that is taken is declined: one load per truck and time", () => {
    expect(answers(award("tea"), award("salt", { from: 35, to: 40 }))).toEqual([
      "shp_tea yes",
      "shp_salt busy",
    ]);
  });

  test("of a load that he hauls already is declined", () => {
    const twice = award("tea", { from: 40, to: 50, answerBy: NOW + 240_000 });
    expect(answers(award("tea"), twice)).toEqual(["shp_tea yes", "shp_tea busy"]);
  });

  test("for the hour after that is taken, too", () => {
    expect(answers(award("tea"), award("salt", { from: 36, to: 40 }))).toEqual([
      "shp_tea yes",
      "shp_salt yes",
    ]);
  });

  test.for([
    ["offline", [OFF_DUTY, award("tea")]],
    ["offline", [award("tea", { answerBy: NOW - 1 })]],
    ["refused", [award("tea", { from: 36, to: 36 })]],
    ["refused", [{ ...PROFILE, vehicle: { ...PROFILE.vehicle, type: "van" } }, award("tea")]],
  ] as const)("is declined: %s", ([why, messages]) => {
    expect(answers(...messages)).toEqual([`shp_tea ${why}`]);
  });

  test("that is told twice is answered once", () => {
    expect(answers(award("tea"), award("tea"))).toEqual(["shp_tea yes"]);
    expect(answers(OFF_DUTY, award("tea"), award("tea"))).toEqual(["shp_tea offline"]);
  });

  test("of the same bid once more, after the money was refused, is answered once more", () => {
    const again = award("tea", { answerBy: NOW + 900_000 });
    expect(answers(award("tea"), released("tea", "hold-refused"), again)).toEqual([
      "shp_tea yes",
      "shp_tea yes",
    ]);
  });

  test("takes the place of the bid that won it", () => {
    const { driver } = tellJuma(ASKED, award("tea", { bidId: "bid_1" }));
    expect(driver.dealings).toEqual([]);
  });
});

describe("an award that waits for the driver", () => {
  test("is answered by him", () => {
    expect(tellJuma(ASK_ME, award("tea")).phase).toBe("Evaluating");
    expect(answers(ASK_ME, award("tea"))).toEqual([]);
    expect(answers(ASK_ME, award("tea"), YES)).toEqual(["shp_tea yes"]);
    expect(answers(ASK_ME, award("tea"), NO)).toEqual(["shp_tea refused"]);
  });

  test("is declined when he says nothing in time", () => {
    const { followed } = tellJuma(ASK_ME, award("tea"));
    expect(followed).toContainEqual({ timer: "answer:shp_tea", due: NOW + 120_000, message: RANG });
    expect(answers(ASK_ME, award("tea"), RANG)).toEqual(["shp_tea refused"]);
    expect(answers(ASK_ME, award("tea"), YES, RANG)).toEqual(["shp_tea yes"]);
    const again = award("tea", { answerBy: NOW + 900_000 });
    expect(answers(ASK_ME, award("tea"), NO, again, RANG)).toEqual(["shp_tea refused"]);
  });

  test("is declined at once when the time goes to another load", () => {
    const both = [ASK_ME, award("tea"), award("salt"), { ...YES, shipmentId: "shp_salt" }] as const;
    expect(answers(...both)).toEqual(["shp_salt yes", "shp_tea busy"]);
    const salt = { bidId: "bid_salt", shipmentId: "shp_salt" };
    expect(tellJuma(...both).reply).toEqual({ ...salt, status: "committed", tripId: "trp_1" });
    expect(tellJuma(...both, YES).refused).toEqual(["calendar-taken"]);
  });

  test("for another time still waits after he said yes to one", () => {
    const askLater = [ASK_ME, award("tea"), POLICY, award("salt", { from: 50, to: 60 })] as const;
    expect(answers(...askLater, YES)).toEqual(["shp_salt yes", "shp_tea yes"]);
  });

  test("is none to answer any more after the platform took it back", () => {
    const { refused, told, phase } = tellJuma(ASK_ME, award("tea"), released("tea"), YES);
    expect(refused).toEqual(["no-award-waiting"]);
    expect(told).toEqual([]);
    expect(phase).toBe("Available");
  });

  test("is answered with what became of it, while it can be taken back and afterwards", () => {
    const tea = { bidId: "bid_tea", shipmentId: "shp_tea" };
    const asked = [ASK_ME, award("tea")] as const;
    expect(tellJuma(...asked, NO).reply).toEqual({ ...tea, status: "declined" });
    expect(tellJuma(...asked, YES, NO).reply).toEqual({ ...tea, status: "withdrawn" });
    const late = tellJuma(...asked, YES, confirmed("tea"), NO);
    expect(late.reply).toEqual({ ...tea, status: "given-up" });
  });

  test("is his alone to answer", () => {
    const fleet = { userId: "usr_boss", role: "driver", orgId: "org_1", orgRole: "owner" } as const;
    expect(tellJuma(ASK_ME, award("tea"), { ...YES, by: fleet }).refused).toEqual(["not-yours"]);
  });

  test.for([YES, NO])("is refused when none waits: %o", (answer) => {
    expect(tellJuma(answer).refused).toEqual(["no-award-waiting"]);
  });
});

describe("a commitment", () => {
  test("can be taken back until the money is held", () => {
    const { told, driver } = tellJuma(award("tea"), NO);
    expect(told.at(-1)).toMatchObject({ type: "commitment.declined", why: "withdrawn" });
    expect(driver.commitments).toEqual([]);
  });

  test("that is booked is given up once, and kept until the platform takes it back", () => {
    const booked = [award("tea"), confirmed("tea"), NO] as const;
    const { told, driver } = tellJuma(...booked);
    expect(told.at(-1)).toMatchObject({ type: "commitment.declined", why: "given-up" });
    expect(driver.commitments).toHaveLength(1);
    expect(tellJuma(...booked, NO).refused).toEqual(["no-award-waiting"]);
    expect(tellJuma(...booked, released("tea")).driver.commitments).toEqual([]);
  });

  test("that is released frees the calendar", () => {
    const later = award("salt");
    expect(answers(award("tea"), released("tea"), later)).toEqual(["shp_tea yes", "shp_salt yes"]);
    expect(answers(award("tea"), released("salt"), later)).toEqual([
      "shp_tea yes",
      "shp_salt busy",
    ]);
  });

  test("that is booked sends him on his way in time", () => {
    const { followed } = tellJuma(award("tea"), confirmed("tea"));
    const rang = { type: "set-out.rang", tripId: "trp_1" } as const;
    expect(followed).toContainEqual({
      timer: "set-out:trp_1",
      due: NOW + 2 * HOUR_MS,
      message: rang,
    });
    expect(tellJuma(award("tea"), confirmed("tea"), rang).phase).toBe("EnRoute");
  });

  test("from afar, early enough to be there when the pickup opens", () => {
    const thika = { ...ON_DUTY, position: { lat: -1.0333, lng: 37.0693 } } as DriverMessage;
    const { followed } = tellJuma(thika, award("tea"), confirmed("tea"));
    const timer = followed.find((it) => "timer" in it && it.timer === "set-out:trp_1");
    expect(timer).toMatchObject({ due: NOW + 2 * HOUR_MS - 64 * 60_000 });
  });

  test("of another trip is not confirmed by mistake", () => {
    const { driver } = tellJuma(award("tea"), confirmed("tea", 9), confirmed("tea"));
    expect(driver.commitments).toMatchObject([{ status: "booked" }]);
    expect(tellJuma(award("tea"), confirmed("tea", 9)).driver.commitments).toMatchObject([
      { status: "promised" },
    ]);
  });
});

test("PINs are for the recipient to say: nobody is shown them", () => {
  const booking = { ...confirmed("tea"), pins: { delivery: "4711" } } as DriverMessage;
  const { followed } = tell([PROFILE, POLICY, ON_DUTY, award("tea"), booking]);
  expect(JSON.stringify(followed)).not.toContain("4711");
  const pinsAsked = { pickup: false, delivery: true };
  expect(followed).toContainEqual(
    expect.objectContaining({
      live: "booking.confirmed",
      body: expect.objectContaining({ pinsAsked }),
    }),
  );
});
