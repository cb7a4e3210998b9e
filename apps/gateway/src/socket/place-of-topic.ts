import type { Actor } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import { type Address, addressOf } from "@msafara/runtime";
import { addressOfTopic } from "./address-of-topic.ts";
import type { Watchable } from "./watchable.ts";

/** What is followed, by whom, and as what audience. */
interface Wish {
  readonly topic: string;
  readonly actor: Actor;
  readonly audience: string;
}

/** Where in the engine a topic is told, and to whom. */
export interface Place {
  readonly topic: Address;
  readonly audience: string;
}

/** A trip is told by its driver's agent, to all alike who may follow it; any other topic by the agent of its name. */
export async function placeOfTopic(
  { whereIsTrip }: Pick<Watchable, "whereIsTrip">,
  { topic, actor, audience }: Wish,
): Promise<Place | undefined> {
  const [kind, id = ""] = topic.split("/", 2);
  if (kind !== "trip") {
    const address = addressOfTopic(topic, actor);
    return address && { topic: address, audience };
  }
  const tripId: Id<"trp"> = `trp_${id.slice("trp_".length)}`;
  const driverId = await whereIsTrip(tripId);
  return driverId && { topic: addressOf("driver", driverId), audience: `trip:${tripId}` };
}
