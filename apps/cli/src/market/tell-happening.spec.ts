import { describe, expect, test } from "vitest";
import { shipmentAt } from "../specs/shipment-at.ts";
import { tellHappening, type Telling } from "./tell-happening.ts";

const AT = Date.UTC(2026, 10, 20, 9, 12, 44);
const DRIVER = "drv_01jx5k7q3v9e2m8n4p6r0s1t2w";
const LOOK = { width: 120, colours: false, zone: "Africa/Nairobi" };
const ENGLISH: Telling = {
  language: "en",
  look: LOOK,
  now: AT,
  nameOf: (id) => (id === DRIVER ? "Juma Otieno" : undefined),
};

/** A bid on a load from Nakuru to Mombasa; each test spoils one thing. */
function bid({ name = "bid.submitted", data = {} } = {}) {
  const amount = { amount: 1_500_000, currency: "KES" };
  const facts = { driverId: DRIVER, amount, estimatedMinutes: 245, ...data };
  const shipment = shipmentAt("Menengai Rd, Nakuru, Kenya", "Mombasa");
  return { shipment, event: { topic: "", seq: 1, name, at: AT, data: facts } };
}

describe("a happening is told", () => {
  test("with its time, its way and who it is about", () => {
    expect(tellHappening(bid(), ENGLISH)).toBe(
      "12:12:44  SHP-54782-001  Nakuru → Mombasa  Juma Otieno bids KES 15,000, 4 h 5 min",
    );
  });

  test("in Swahili", () => {
    const line = tellHappening(bid(), { ...ENGLISH, language: "sw" });
    expect(line).toContain("ametoa bei KES 15,000, saa 4 dakika 5");
  });

  test("on two lines where one does not fit", () => {
    expect(tellHappening(bid(), { ...ENGLISH, look: { ...LOOK, width: 80 } })).toBe(
      "12:12:44  SHP-54782-001  Nakuru → Mombasa\n          Juma Otieno bids KES 15,000, 4 h 5 min",
    );
  });

  test("without a name where none is known", () => {
    const line = tellHappening(bid(), { ...ENGLISH, nameOf: () => undefined });
    expect(line).toContain("a driver bids");
  });

  test("by its name when it is newer than this command line", () => {
    expect(tellHappening(bid({ name: "bridge.closed" }), ENGLISH)).toMatch(/ {2}bridge\.closed$/);
  });

  test("not when it is noise", () => {
    expect(tellHappening(bid({ name: "bids.ranked" }), ENGLISH)).toBeUndefined();
    const nobody = bid({ name: "wave.broadcast", data: { asked: 0, wave: 1 } });
    expect(tellHappening(nobody, ENGLISH)).toBeUndefined();
    const data = { status: "bidding" };
    expect(tellHappening(bid({ name: "shipment.status_changed", data }), ENGLISH)).toBeUndefined();
  });

  test("and steers no terminal", () => {
    const named = { ...ENGLISH, nameOf: () => "\u001b[2J" };
    expect(tellHappening(bid(), named)).toContain("\\u001b[2J");
  });
});
