import type { Dice } from "../../tour/dice.ts";

const EDGES = [0, 1, 0x7f, 0x80, 0xff];

/** Bytes with a few of them changed, cut out, doubled or torn off. */
export function spoilBytes(bytes: Uint8Array, dice: Dice): Uint8Array {
  let spoilt = bytes;
  const times = 1 + Math.floor(dice() * 4);
  for (let i = 0; i < times; i++) spoilt = spoilOnce(spoilt, dice);
  return spoilt;
}

function spoilOnce(bytes: Uint8Array, dice: Dice): Uint8Array {
  const at = Math.floor(dice() * bytes.length);
  const run = 1 + Math.floor(dice() * dice() * 64);
  const kind = Math.floor(dice() * 6);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  if (kind === 0) return Buffer.concat([before, after.subarray(run)]);
  if (kind === 1) return Buffer.concat([before, after.subarray(0, run), after]);
  if (kind === 2) return dice() < 0.1 ? before.slice() : spoilOnce(bytes, dice);
  const spoilt = Uint8Array.from(bytes);
  if (spoilt.length === 0) return spoilt;
  if (kind === 3) spoilt[at] = EDGES[Math.floor(dice() * EDGES.length)]!;
  else if (kind === 4) spoilt[at]! ^= 1 << Math.floor(dice() * 8);
  else spoilt.set(after.subarray(0, run), Math.floor(dice() * Math.max(1, bytes.length - run)));
  return spoilt;
}
