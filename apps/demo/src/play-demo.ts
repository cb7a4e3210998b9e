import type { Account, Cast } from "./cast/person.ts";
import { comeIn, type Door, type Guest } from "./door/come-in.ts";
import { workAsDriver } from "./driver/work-as-driver.ts";
import { live } from "./live.ts";
import { tradeAsShipper } from "./shipper/trade-as-shipper.ts";
import type { Stage } from "./stage.ts";

/** Everything that the demonstration is played with. */
export interface PlayParts {
  readonly stage: Stage;
  readonly cast: Cast;
  readonly door: Door;
  /** Told of everybody who has come in, as soon as he has. */
  readonly welcome: (account: Account) => Promise<void>;
}

/**
 * Lets people come in one after the other, and each live as long as the demonstration does. Whoever has
 * promised something keeps it, and who comes back after a restart goes on where he was.
 */
export async function playDemo(parts: PlayParts): Promise<void> {
  const { stage, cast, door, welcome } = parts;
  const lives: Promise<void>[] = [];
  for (const person of cast.people) {
    if (stage.ended.aborted) break;
    const guest = await untilIn(parts, person);
    if (guest === undefined) break;
    await welcome(person);
    lives.push(begin(person, guest));
  }
  stage.note({ event: "demo.complete", people: lives.length });
  await Promise.all(lives);

  async function begin(person: Cast["people"][number], guest: Guest): Promise<void> {
    let turn: (() => Promise<number>) | undefined;
    await live(stage, person.name, async () => {
      turn ??= await (person.role === "driver"
        ? workAsDriver(stage, person, guest)
        : tradeAsShipper(stage, person, guest));
      return await turn();
    });
  }

  /** The door may be shut for a while, and opens again. */
  async function untilIn({ stage: { ended } }: PlayParts, person: Account) {
    let guest: Guest | undefined;
    const entering = new AbortController();
    const giveUp = () => entering.abort();
    ended.addEventListener("abort", giveUp, { once: true });
    await live({ ...stage, ended: entering.signal }, person.name, async () => {
      guest = await comeIn(door, person);
      entering.abort();
      return 0;
    });
    ended.removeEventListener("abort", giveUp);
    return guest;
  }
}
