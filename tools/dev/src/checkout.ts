import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");

/** What the commands keep between runs; git does not see it, and removing it is safe but forgets. */
export const STATE = `${ROOT}/.msafara`;
