import { Bug } from "@msafara/kernel";
import { addressOf, type Role } from "@msafara/runtime";

/** What a portion does to whoever eats it. */
export type Portion = "good" | "nul" | "surrogate" | "thrown" | "refused-by-database";

type VatMessage =
  | { readonly type: "feed"; readonly portions: readonly Portion[] }
  | { readonly type: "eat"; readonly portion: Portion };

type VatEvent =
  | { readonly type: "fed"; readonly portions: readonly Portion[] }
  | { readonly type: "eaten"; readonly portion: Portion };

interface Vat {
  readonly eaten: number;
}

/** One vat feeds many at once, and some portions are poison of every kind there is. */
export const vatRole: Role<Vat, VatMessage, VatEvent> = {
  name: "vat",
  messages: ["feed", "eat"],
  schema: 1,
  initial: () => ({ eaten: 0 }),
  decide: (_, message) => {
    if (message.type === "feed") return [{ type: "fed", portions: message.portions }];
    return [{ type: "eaten", portion: message.portion }];
  },
  evolve: ({ eaten }, { type }) => ({ eaten: type === "eaten" ? eaten + 1 : eaten }),
  follow: (event, { state }) => {
    if (event.type === "fed") {
      return event.portions.map((portion, i) => ({
        send: { type: "eat", portion },
        to: addressOf("vat", String(i)),
      }));
    }
    return [{ view: "vats", key: event.portion, row: rowOf(event.portion, state) }].slice(
      event.portion === "good" ? 1 : 0,
    );
  },
  phase: () => "open",
};

function rowOf(portion: Portion, { eaten }: Vat): Readonly<Record<string, string | number>> {
  switch (portion) {
    case "nul":
      return { eaten: "a \0" };
    case "surrogate":
      return { eaten: "half a pair: \ud800" };
    case "thrown":
      throw new Bug("Swallowed the portion that a test put here");
    case "refused-by-database":
      // A column of numbers: only the database knows that this will not do.
      return { eaten: "many" };
    default:
      return { eaten };
  }
}
