import { type Hand, hireHands, keepUp } from "./hand.ts";
import { letThingsGoWrong } from "./let-things-go-wrong.ts";
import { isAtRest } from "./take-inventory.ts";
import type { Town } from "./town.ts";

/** Who is in a day besides those who work. */
interface People {
  /** Everybody who goes on errands; each ends when his last one is answered. */
  readonly come: (gates: readonly Hand[]) => readonly Promise<void>[];
  /** Nothing goes wrong any more from here on. */
  readonly dusk: () => void;
}

const REST_MS_MAX = 180_000;

/** Lets a town live until dusk, and from there until nobody has anything left to do. */
export async function runDay(town: Town, { come, dusk }: People): Promise<void> {
  const hands = hireHands(town);
  const gates = hands.filter(({ kind }) => kind === "gate");
  for (const hand of hands) void keepUp(town, hand);
  const over = { isTrue: false };
  const all = come(gates);
  const people = Promise.all([letThingsGoWrong(town, hands), ...all]).then(() => {
    over.isTrue = true;
  });

  await town.time.run(town.duskAt);
  dusk();
  await town.time.run(() => over.isTrue && isAtRest(town.database), town.duskAt + REST_MS_MAX);
  if (over.isTrue) await people;
  else town.wrongs.push("at-rest: somebody still waits for an answer");
}
