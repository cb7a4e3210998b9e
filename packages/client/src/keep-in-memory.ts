import type { KeptTokens, TokenStore } from "./tokens.ts";

/** Keeps a sign-in as long as the program runs. */
export function keepInMemory(): TokenStore {
  let kept: KeptTokens | undefined;
  return {
    get: async () => kept,
    set: async (tokens) => {
      kept = tokens;
    },
  };
}
