import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");

/** This clone of the repository, and the folder where its commands keep what they need again. */
export const checkout = { root, state: `${root}/.msafara` } as const;
