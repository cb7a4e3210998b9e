import { connect } from "node:net";
import { realWorld } from "@msafara/kernel";

const PATIENCE_MS = 2_000;

/** Says pieces one after the other, then listens until the other side hangs up or says no more. */
export async function sayRaw(
  port: number,
  pieces: readonly (string | Uint8Array)[],
): Promise<string> {
  const world = realWorld();
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const over = Promise.withResolvers<void>();
  let heard = "";
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => (heard += String(chunk)));
  for (const sign of ["error", "close", "end"]) socket.on(sign, over.resolve);
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    await world.sleep(1);
  }
  const done = new AbortController();
  await Promise.race([over.promise, world.sleep(PATIENCE_MS, done.signal)]);
  done.abort();
  socket.destroy();
  return heard;
}
