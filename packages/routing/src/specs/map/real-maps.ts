import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(sharedFolder(), "data/osm");

/** Real maps lie beside the repository where somebody put them; a spec that needs one says so and is skipped. */
export const HAS_REAL_MAPS = existsSync(FOLDER);

/** One of them, to be read as often as one likes. */
export function realMap(name: string): () => AsyncIterable<Uint8Array> {
  return () => createReadStream(join(FOLDER, name));
}

function sharedFolder(): string {
  // oxlint-disable-next-line house/no-process-env -- Where the maps of others lie, only the machine knows.
  return process.env["MSAFARA_SHARED"] ?? join(import.meta.dirname, "../../../../../../shared");
}
