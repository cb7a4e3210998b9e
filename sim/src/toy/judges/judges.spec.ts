import { decode, encode } from "@msafara/runtime";
import { describe, expect, test } from "vitest";
import type { Inventory } from "../../judges/scene.ts";
import { type Evidence, gatherEvidence } from "./evidence.ts";
import { honestDay } from "./honest-day.ts";
import { judges, passJudgement } from "./judges.ts";

/** The good day with its inventory spoiled. */
function spoilt(change: (inventory: Inventory) => Partial<Inventory>): Evidence {
  const { inventory, asked, bank, roles } = honestDay();
  return gatherEvidence({
    inventory: { ...inventory, ...change(inventory) },
    asked,
    bank,
    roles: [...roles.values()],
  });
}

function withoutEvent(kind: string): Evidence {
  return spoilt(({ events }) => ({
    events: events.filter((event) => event !== events.find((one) => one.kind === kind)),
  }));
}

function withEventTwice(kind: string): Evidence {
  return spoilt(({ events }) => {
    const event = events.find((one) => one.kind === kind)!;
    return { events: [...events, { ...event, version: event.version + 100 }] };
  });
}

function withEventChanged(kind: string, change: (event: any) => object): Evidence {
  return spoilt(({ events }) => {
    const event = events.find((one) => one.kind === kind)!;
    const body = encode({ ...decode<object>(event.body), ...change(decode(event.body)) });
    return { events: events.map((one) => (one === event ? { ...one, body } : one)) };
  });
}

function withAgent(address: string, change: object): Evidence {
  return spoilt(({ agents }) => ({
    agents: agents.map((agent) => (agent.address === address ? { ...agent, ...change } : agent)),
  }));
}

const mail = {
  receiver: "account/ben",
  seq: 1,
  sender: "account/ada",
  release: 2,
  depth: 1,
  trace: "",
} as const;
const credit = { ...mail, kind: "credit", body: encode({ type: "credit", amount: 5, number: 3 }) };

describe("the judges", () => {
  test("find nothing wrong with a good day", () => {
    expect(passJudgement(honestDay())).toEqual([]);
  });

  test.for<readonly [judge: string, crime: string, evidence: () => Evidence]>([
    [
      "money-conserved",
      "money out of nothing",
      () => withAgent("account/ada", { state: encode({ balance: 9_999 }) }),
    ],
    ["money-conserved", "a credit on its way twice", () => spoilt(() => ({ mail: [credit] }))],
    ["nothing-lost-or-doubled", "a lost credit", () => withoutEvent("money.received")],
    ["nothing-lost-or-doubled", "a doubled credit", () => withEventTwice("money.received")],
    ["nothing-lost-or-doubled", "a lost confirmation", () => withoutEvent("money.confirmed")],
    ["nothing-lost-or-doubled", "money that never came back", () => withoutEvent("money.returned")],
    ["nothing-lost-or-doubled", "a lost hop", () => withoutEvent("hop.made")],
    ["nothing-lost-or-doubled", "a doubled hop", () => withEventTwice("hop.made")],
    ["nothing-lost-or-doubled", "a lost leaflet", () => withoutEvent("leaflet.got")],
    ["nothing-lost-or-doubled", "half a fan-out", () => withEventTwice("leaflets.sent")],
    [
      "order-per-pair",
      "a credit that overtook",
      () => withEventChanged("money.received", () => ({ number: 2 })),
    ],
    [
      "order-per-pair",
      "a confirmation that overtook",
      () => withEventChanged("money.confirmed", () => ({ number: 2 })),
    ],
    ["order-per-pair", "a leaflet heard twice", () => withEventTwice("leaflet.got")],
    ["every-timer-once", "an offer that never ends", () => withoutEvent("offer.expired")],
    ["every-timer-once", "an offer that ends twice", () => withEventTwice("offer.taken")],
    [
      "every-timer-once",
      "a timer that rings early",
      () =>
        spoilt(({ events }) => ({
          events: events.map((event) =>
            event.kind === "offer.expired" ? { ...event, at: 1_500 } : event,
          ),
        })),
    ],
    ["every-timer-once", "a timer that rings late", () => ({ ...honestDay(), calmSince: 0 })],
    [
      "every-timer-once",
      "a cancelled timer that rings",
      () => withEventChanged("offer.expired", () => ({ type: "offer.late" })),
    ],
    ["every-effect-settled", "an effect without result", () => withoutEvent("payment.settled")],
    ["every-effect-settled", "a result that came twice", () => withEventTwice("payment.settled")],
    [
      "every-effect-settled",
      "a result that is not true",
      () => withEventChanged("payment.settled", () => ({ done: false })),
    ],
    [
      "every-effect-settled",
      "a void before its hold",
      () => withBank((bank) => ({ book: bank.book.toReversed() })),
    ],
    [
      "every-effect-settled",
      "a hold done twice",
      () => withBank(({ book }) => ({ book: [...book, { ...book[0]!, id: "eff_x" }] })),
    ],
    [
      "every-effect-settled",
      "a repetition without asking",
      () =>
        withBank(({ calls }) => ({
          calls: [...calls, { ...calls[0]!, attempt: 2 }],
        })),
    ],
    ["answers-told-the-truth", "done, and nothing happened", () => withoutEvent("money.sent")],
    ["answers-told-the-truth", "done, and it happened twice", () => withEventTwice("money.sent")],
    [
      "answers-told-the-truth",
      "refused, and it happened",
      () => withAnswer({ status: "refused", refusal: { refused: "to-self", facts: {} } }),
    ],
    ["answers-told-the-truth", "two answers for one key", () => withSecondAnswer()],
    [
      "answers-told-the-truth",
      "a wrong version",
      () => withAnswer({ status: "done", reply: {}, version: 77 }),
    ],
    [
      "answers-told-the-truth",
      "a wrong reply",
      () => withAnswer({ status: "done", reply: { amount: 1 }, version: 1 }),
    ],
    [
      "answers-told-the-truth",
      "nobody ever told",
      () => withAnswer({ status: "unavailable", code: "busy", retryAfterMs: 1 }),
    ],
    [
      "answers-told-the-truth",
      "an order nobody gave",
      () => ({ ...honestDay(), asked: honestDay().asked.slice(1) }),
    ],
    ["at-rest", "mail that waits", () => spoilt(() => ({ mail: [credit] }))],
    [
      "at-rest",
      "a timer overdue",
      () =>
        spoilt(() => ({
          timers: [
            { address: "offer/one", name: "expiry", due: 5, generation: 1, body: credit.body },
          ],
        })),
    ],
    [
      "at-rest",
      "an effect left",
      () =>
        spoilt(() => ({ effects: [{ id: "eff_1", address: "payment/one", kind: "bank.hold" }] })),
    ],
    [
      "at-rest",
      "a good message in quarantine",
      () =>
        spoilt(() => ({
          quarantine: [{ address: "account/ada", kind: "credit", error: "Bug" }],
        })),
    ],
    [
      "at-rest",
      "poison that nobody sent",
      () =>
        spoilt(() => ({
          quarantine: [{ address: "account/ada", kind: "poisoned", error: "Bug" }],
        })),
    ],
    [
      "fold-equals-state",
      "a state that forgot",
      () => withAgent("account/ada", { state: encode({ balance: 1 }) }),
    ],
    [
      "fold-equals-state",
      "a phase of another state",
      () => withAgent("account/ada", { phase: "absent" }),
    ],
    ["fold-equals-state", "a turn without events", () => withAgent("account/ada", { version: 99 })],
    [
      "fold-equals-state",
      "time that ran backwards",
      () => withAgent("account/ada", { turnedAt: 1 }),
    ],
    [
      "fold-equals-state",
      "events of nobody",
      () => spoilt(({ agents }) => ({ agents: agents.slice(1) })),
    ],
    [
      "views-equal-state",
      "a row behind its agent",
      () =>
        spoilt(({ views }) => ({
          views: views.map((row) =>
            row.view === "offers" ? { ...row, row: { ...row.row, price: 1 } } : row,
          ),
        })),
    ],
    [
      "views-equal-state",
      "an agent without row",
      () => spoilt(({ views }) => ({ views: views.slice(1) })),
    ],
    [
      "views-equal-state",
      "a row without agent",
      () => spoilt(({ agents }) => ({ agents: agents.slice(1) })),
    ],
    [
      "live-gapless",
      "a gap",
      () => spoilt(({ live }) => ({ live: live.map((row) => ({ ...row, seq: row.seq + 1 })) })),
    ],
    [
      "live-gapless",
      "a last event lost",
      () => spoilt(({ live }) => ({ live: live.slice(0, -1) })),
    ],
    [
      "live-gapless",
      "a head too high",
      () => withAgent("offer/one", { heads: encode({ market: 99 }) }),
    ],
  ])("%s sees %s", ([name, , evidence]) => {
    expect(judges[name]!(evidence())).not.toEqual([]);
  });
});

function withBank(change: (bank: Evidence["bank"]) => Partial<Evidence["bank"]>): Evidence {
  const day = honestDay();
  return { ...day, bank: { ...day.bank, ...change(day.bank) } };
}

/** The first command is answered in another way. */
function withAnswer(answer: Evidence["asked"][number]["answer"]): Evidence {
  const day = honestDay();
  return { ...day, asked: day.asked.with(0, { ...day.asked[0]!, answer }) };
}

function withSecondAnswer(): Evidence {
  const day = honestDay();
  const again = { ...day.asked[0]!, answer: { status: "done", reply: {}, version: 1 } as const };
  return { ...day, asked: [...day.asked, again] };
}
