import type { Id, Money } from "@msafara/kernel";
import type { Consequence } from "../consequence.ts";
import type { ShipmentMail, ShipmentMessage } from "../shipment/shipment-message.ts";
import { candidate, profile } from "./market-day.ts";

/** What players do by luck: each draw is a number of the script. */
export type Luck = (outcomes: number) => number;

/**
 * Everybody around one shipment, honest but slow and forgetful: drivers who answer or do not, a bank that
 * holds what it is asked for and voids only what it holds at that moment, a roster. What they say waits
 * in one queue each, in their order, until the script lets it through; some of it comes once more, much
 * later. They know nothing but what follows from the shipment's events.
 */
export interface Players {
  readonly take: (consequences: readonly Consequence[]) => void;
  /** Lets the next message of some queue through, if anything waits. */
  readonly next: () => ShipmentMessage | undefined;
  /** Who believes to drive, by bid. */
  readonly committed: () => ReadonlyMap<Id<"bid">, Id<"drv">>;
  /** Money that the bank holds, by bid. */
  readonly held: () => ReadonlyMap<Id<"bid">, Money>;
  readonly amounts: () => ReadonlyMap<Id<"drv">, readonly number[]>;
}

const NAMES = ["juma", "wanjiku", "otieno", "njeri", "kamau", "achieng"];

export function openPlayers(luck: Luck): Players {
  const queues = new Map<string, ShipmentMail[]>();
  const committed = new Map<Id<"bid">, Id<"drv">>();
  const held = new Map<Id<"bid">, Money>();
  const amounts = new Map<Id<"drv">, number[]>();
  let counted = 0;

  function says(who: string, mail: ShipmentMail): void {
    queues.set(who, [...(queues.get(who) ?? []), mail]);
  }

  function asDriver(driverId: Id<"drv">, said: any): void {
    const { shipmentId, bidId } = said;
    if (said.type === "shipment.requested") return answerRequest(driverId);
    if (said.type === "commitment.released" || said.type === "bid.lost") committed.delete(bidId);
    if (said.type !== "bid.selected") return;
    const answer = luck(5);
    counted += 1;
    if (answer === 0) return;
    if (answer === 1) {
      return says(driverId, {
        type: "commitment.declined",
        shipmentId,
        bidId,
        driverId,
        why: "busy",
      });
    }
    committed.set(bidId, driverId);
    const tripId = `trp_${counted}` as const;
    says(driverId, { type: "commitment.made", shipmentId, bidId, driverId, tripId });
    if (answer === 2 && luck(3) === 0) {
      committed.delete(bidId);
      const why = "withdrawn";
      says(driverId, { type: "commitment.declined", shipmentId, bidId, driverId, tripId, why });
    }
  }

  function answerRequest(driverId: Id<"drv">): void {
    const answer = luck(4);
    if (answer === 0) return;
    if (answer === 1) return says(driverId, { type: "request.passed", driverId, why: "busy" });
    counted += 1;
    const amount = 1_000_003 + counted * 1_009;
    amounts.set(driverId, [...(amounts.get(driverId) ?? []), amount]);
    says(driverId, {
      type: "bid.submitted",
      bidId: `bid_${counted}`,
      driverId,
      amount: { amount, currency: "KES" },
      estimatedMinutes: 600 + luck(300),
      by: "policy",
      profile: profile(),
      standing: "good",
    });
  }

  function asBank(said: any): void {
    const { shipmentId, bidId } = said;
    if (said.type === "hold-payment") {
      const mail =
        luck(4) === 0
          ? ({ type: "payment.refused", shipmentId, bidId, why: "card-declined" } as const)
          : ({ type: "payment.held", shipmentId, bidId } as const);
      // It acts when it answers: what is voided before is not there yet.
      if (mail.type === "payment.held") holding.set(bidId, said.amount);
      says("bank", mail);
    } else if (said.type !== "dispute-payment") {
      held.delete(bidId);
      if (said.type === "release-payment") {
        says("bank", { type: "payment.released", shipmentId, bidId });
      }
    }
  }

  const holding = new Map<Id<"bid">, Money>();

  function asRoster({ wave, already }: any): void {
    if (luck(6) === 0) return says("roster", { type: "find-drivers.failed", reason: "down" });
    const asked = NAMES.slice((wave - 1) * 2, (wave - 1) * 2 + luck(3))
      .map(candidate)
      .filter(({ driverId }) => !already.includes(driverId));
    says("roster", { type: "find-drivers.done", result: { wave, asked, passedOver: [] } });
  }

  return {
    take: (consequences) => {
      for (const it of consequences) {
        if ("effect" in it) asRoster(it.body);
        if (!("send" in it)) continue;
        if (it.to.startsWith("driver/")) asDriver(it.to.slice(7) as Id<"drv">, it.send);
        if (it.to.startsWith("payment/")) asBank(it.send);
      }
    },
    next: () => {
      const waiting = [...queues.entries()].filter(([, mails]) => mails.length > 0);
      const [who, mails = []] = waiting[luck(Math.max(1, waiting.length))] ?? [];
      const mail = mails[0];
      if (who === undefined || mail === undefined) return undefined;
      queues.set(who, mails.slice(1));
      const amount = mail.type === "payment.held" ? holding.get(mail.bidId) : undefined;
      if (mail.type === "payment.held" && amount !== undefined) {
        holding.delete(mail.bidId);
        held.set(mail.bidId, amount);
      }
      // A ghost: the same once more, whenever its turn comes.
      if (!who.startsWith("ghost") && luck(6) === 0) says(`ghost ${queues.size}`, mail);
      return mail;
    },
    committed: () => committed,
    held: () => held,
    amounts: () => amounts,
  };
}
