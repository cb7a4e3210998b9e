import type { AccountEvent } from "../toy/account.ts";
import { type Evidence, ofType } from "./evidence.ts";

/** Nothing is left to do, and nothing lies in quarantine but the poison that was sent on purpose. */
export function atRest({ inventory, history }: Evidence): readonly string[] {
  const { mail, timers, effects, quarantine, now } = inventory;
  return [
    ...mail.map(
      ({ receiver, kind, seq }) => `Message ${seq} (${kind}) still waits for ${receiver}`,
    ),
    ...timers
      .filter(({ due }) => due <= now)
      .map(({ address, name }) => `Timer ${name} of ${address} is overdue`),
    ...effects.map(
      ({ id, kind, address }) => `Effect ${id} (${kind}) of ${address} is not settled`,
    ),
    ...quarantine
      .filter(({ kind }) => kind !== "poisoned")
      .map(({ address, kind, error }) => `${kind} to ${address} lies in quarantine: ${error}`),
    ...poisonCaught(inventory.quarantine, history),
  ];
}

function poisonCaught(
  quarantine: Evidence["inventory"]["quarantine"],
  history: Evidence["history"],
): readonly string[] {
  const sent = ofType<AccountEvent, "poison.sent">(history, "poison.sent");
  const caught = quarantine.filter(({ kind }) => kind === "poisoned");
  if (sent.length === caught.length) return [];
  return [`${sent.length} poisoned messages were sent, ${caught.length} lie in quarantine`];
}
