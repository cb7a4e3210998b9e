import type { PointE7 } from "../snap/arc-line.ts";

const PER_DEGREE = 10_000_000;

/** Writes a line as a polyline of Google's, five decimals unless said: about a metre. */
export function polylineOf(line: readonly PointE7[], decimals: 5 | 6 = 5): string {
  const per = 10 ** decimals / PER_DEGREE;
  let text = "";
  let [lat, lng] = [0, 0];
  for (const point of line) {
    const [y, x] = [Math.round(point.lat * per), Math.round(point.lng * per)];
    text += written(y - lat) + written(x - lng);
    [lat, lng] = [y, x];
  }
  return text;
}

function written(step: number): string {
  let rest = step < 0 ? ~(step << 1) : step << 1;
  let text = "";
  while (rest >= 0x20) {
    text += String.fromCodePoint((0x20 | (rest & 0x1f)) + 63);
    rest >>= 5;
  }
  return text + String.fromCodePoint(rest + 63);
}
