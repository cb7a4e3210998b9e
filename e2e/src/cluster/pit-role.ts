import type { Role } from "@msafara/runtime";

type PitMessage =
  | { readonly type: "throw-in"; readonly victim: `pit/${string}` }
  | { readonly type: "fall" }
  | { readonly type: "count" };

interface Pit {
  readonly counted: number;
}

/** A role with a bug that no test of a role would miss: one of its turns never ends. */
export const pitRole: Role<
  Pit,
  PitMessage,
  { readonly type: "counted" | "thrown"; readonly victim?: `pit/${string}` }
> = {
  name: "pit",
  messages: ["throw-in", "fall", "count"],
  schema: 1,
  initial: () => ({ counted: 0 }),
  decide: (_, message) => {
    if (message.type === "fall") for (;;);
    if (message.type === "throw-in") return [{ type: "thrown", victim: message.victim }];
    return [{ type: "counted" }];
  },
  evolve: (pit, { type }) => (type === "counted" ? { counted: pit.counted + 1 } : pit),
  follow: ({ victim }, { state }) => [
    ...(victim === undefined ? [] : [{ send: { type: "fall" }, to: victim }]),
    { reply: { counted: state.counted } },
  ],
  phase: () => "open",
};
