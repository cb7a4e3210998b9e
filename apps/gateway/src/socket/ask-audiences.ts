import type { Visitor } from "../door/handler.ts";
import type { Watchable } from "./watchable.ts";

/** Questions to the database at once; the others wait, so that commands find room beside them. */
const AT_ONCE = 8;

/** Asks which audience of a topic somebody belongs to. */
export type AskAudience = (visitor: Visitor, topic: string) => Promise<string | undefined>;

/** Asks few at a time; whoever asks the same meanwhile gets the same answer. */
export function askAudiences({ audienceOf }: Pick<Watchable, "audienceOf">): AskAudience {
  const asked = new Map<string, Promise<string | undefined>>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  async function ask({ actor }: Visitor, topic: string): Promise<string | undefined> {
    if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      return await audienceOf(actor, topic);
    } finally {
      const next = waiting.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  }

  return (visitor, topic) => {
    const key = JSON.stringify([visitor.actor, topic]);
    const known = asked.get(key);
    if (known !== undefined) return known;
    const asking = ask(visitor, topic).finally(() => asked.delete(key));
    asked.set(key, asking);
    return asking;
  };
}
