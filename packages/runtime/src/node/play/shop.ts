import { Fault, type World } from "@msafara/kernel";
import type { Inquiry, Order, Result, Vendor } from "../../ports/vendor.ts";

/** A vendor whose counter can be seen: what it sold, in which order, and how often it was asked. */
export interface Shop extends Vendor {
  readonly sold: string[];
  /** Orders of this thing are sold, and then nobody answers. */
  readonly silentAbout: Set<string>;
}

const SERVICE_MS = 500;

/** Opens a shop in somebody's world. */
export function openShop(world: World): Shop {
  const sold: string[] = [];
  const book = new Map<string, Result>();
  const silentAbout = new Set<string>();

  async function perform({ id, body }: Order): Promise<Result> {
    await world.sleep(SERVICE_MS);
    const thing = JSON.stringify(body.thing).slice(1, -1);
    sold.push(thing);
    book.set(id, { thing });
    if (silentAbout.delete(thing)) throw new Fault("Nobody answers", { retry: true });
    return { thing };
  }

  async function inquire({ id }: Order): Promise<Inquiry> {
    const done = book.get(id);
    return done === undefined ? "never-happened" : { done };
  }

  return { sold, silentAbout, perform, inquire };
}
