import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSecretKey } from "@msafara/gateway";
import { strongLuck } from "@msafara/store";
import type { Config } from "./config.ts";

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/** The secret that was given, or the one of this state folder: made once, and read by nobody else. */
export async function keepSecretKey({
  stateFolder,
  secrets,
}: Pick<Config, "stateFolder" | "secrets">): Promise<Uint8Array> {
  if (secrets.secretKey !== undefined) return readSecretKey(secrets.secretKey, "SECRET_KEY");
  await mkdir(stateFolder, { recursive: true });
  const file = join(stateFolder, "secret.key");
  await makeOnce(file);
  return readSecretKey((await readFile(file, "utf8")).trim(), `"${file}"`);
}

/** Whole or not at all; of two that start at once one wins, and both read what is there. */
async function makeOnce(file: string): Promise<void> {
  const luck = strongLuck();
  const draft = `${file}.${Buffer.from(luck(8)).toString("hex")}`;
  const fresh = Buffer.from(luck(SECRET_BYTES)).toString("base64");
  await writeFile(draft, `${fresh}\n`, { flag: "wx", mode: OWNER_ONLY });
  try {
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(draft);
  }
}
