import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { quantilesOf } from "../waits.ts";
import type { Asked } from "./bid-rows.ts";
import type { Place } from "./open-place.ts";
import type { Plan } from "./plan.ts";
import { writeHttp } from "./write-http.ts";

const FOLLOWERS = 1_000;
/** As long as the frame of a bid that is told. */
const FRAME_BYTES = 330;
const TELLING_MAX = 2;

/** How long it takes until a thousand have heard of a bid, from the request on. */
export async function tellingRows(
  { port, clients, echo, drivers, supporters }: Place,
  { plan, asked }: { readonly plan: Plan; readonly asked: Asked },
): Promise<readonly Row[]> {
  const { id: shipmentId } = asked.shipments.at(-1)!;
  const tokens = Array.from(
    { length: FOLLOWERS },
    (_, i) => supporters[i % supporters.length]!.token,
  );
  const about = { tokens, count: FOLLOWERS, httpPort: port, mark: '"bid.submitted"' };
  const topic = `shipment/${shipmentId}`;
  await clients.follow({ url: `ws://127.0.0.1:${port}/ws`, topic, ...about });
  const told: number[] = [];
  for (const { token } of drivers.slice(-plan.tellings)) {
    const amount = { amount: 1_900_000, currency: "KES" };
    const body = { shipmentId, amount, estimatedMinutes: 400 };
    told.push(await clients.tell(writeHttp("POST", "/api/v1/bids", { token, body })));
  }
  await clients.leave();
  echo.frame(FRAME_BYTES);
  const bareUrl = `ws://127.0.0.1:${echo.port}/`;
  await clients.follow({ ...about, url: bareUrl, httpPort: echo.port, mark: "told" });
  const bare: number[] = [];
  for (let i = 0; i < plan.tellings; i++) bare.push(await clients.tell(writeHttp("POST", "/tell")));
  await clients.leave();
  return rowsOf(told, bare);
}

function rowsOf(told: readonly number[], bare: readonly number[]): readonly Row[] {
  const [ours, theirs] = [quantilesOf(told), quantilesOf(bare)];
  return [
    judge({
      question: "a bid sent, until the last of 1,000 followers has heard of it",
      unit: "ms",
      figure: figureOf(told),
      note: `p99 ${shown(ours.p99)} ms; a bare ws that sends as much to 1,000 takes p50 ${shown(theirs.p50)}, p99 ${shown(theirs.p99)} ms; all followers are in the one other process`,
    }),
    judge({
      question: "  how much longer than a bare ws that is told to tell (p50)?",
      unit: "times",
      figure: figureOf([ours.p50 / theirs.p50]),
      target: { atMost: TELLING_MAX },
      note: "argued: both send a thousand frames; the bid's turn and its commit are the rest",
    }),
  ];
}
