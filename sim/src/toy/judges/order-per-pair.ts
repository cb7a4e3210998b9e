import type { AccountEvent } from "../account.ts";
import type { Told } from "../../judges/scene.ts";
import type { Evidence } from "./evidence.ts";

/** What one account writes to another is heard in the order written. */
export function orderPerPair({ history }: Evidence): readonly string[] {
  const last = new Map<string, number>();
  const wrongs: string[] = [];
  for (const told of history) {
    const place = placeOf(told);
    if (place === undefined) continue;
    const before = last.get(place.pair) ?? 0;
    const fits = place.dense ? place.number === before + 1 : place.number > before;
    if (!fits) wrongs.push(`${place.pair}: no. ${place.number} came after no. ${before}`);
    last.set(place.pair, Math.max(before, place.number));
  }
  return wrongs;
}

/** `dense` numbers leave no gap; a fan-out of fewer leaflets passes some receivers by. */
interface Place {
  readonly pair: string;
  readonly number: number;
  readonly dense: boolean;
}

function placeOf({ address, event }: Told): Place | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Other roles' events fall through the switch.
  const it = event as AccountEvent;
  switch (it.type) {
    case "money.received":
    case "money.turned-away":
      return { pair: `credits ${it.from} → ${address}`, number: it.number, dense: true };
    case "money.confirmed":
    case "money.returned":
      return { pair: `answers ${it.by} → ${address}`, number: it.number, dense: true };
    case "leaflet.got":
      return { pair: `leaflets ${it.from} → ${address}`, number: it.round, dense: false };
    default:
      return undefined;
  }
}
