import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { openWaits } from "../waits.ts";

const PAGE_BYTES = 8_192;
const TRIES = 200;

/** The median of writing and flushing 8 KB where the server keeps its data, in milliseconds. */
export async function diskFlush(folder: string): Promise<number> {
  const path = join(folder, "flush-probe");
  const file = await open(path, "w");
  const waits = openWaits();
  try {
    const page = Buffer.alloc(PAGE_BYTES, 1);
    for (let i = 0; i < TRIES; i++) {
      const began = performance.now();
      await file.write(page, 0, PAGE_BYTES, 0);
      await file.datasync();
      waits.add(performance.now() - began);
    }
  } finally {
    await file.close();
    await rm(path);
  }
  return waits.quantiles().p50;
}
