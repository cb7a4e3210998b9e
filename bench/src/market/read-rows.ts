import type { Actor } from "@msafara/domain";
import { type Market, openMarket } from "@msafara/store";
import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { openWaits, type Quantiles } from "../waits.ts";
import type { Asked } from "./bid-rows.ts";
import { type Load, measureLoad } from "./measure-load.ts";
import type { Place } from "./open-place.ts";
import type { Plan } from "./plan.ts";
import { writeHttp } from "./write-http.ts";

/** Few enough that what is measured is an answer and no queue. */
const CONNECTIONS = 4;
/** What the door may cost beyond an answer of the echo and a question to the database. */
const DOOR_MAX = 2;
const NEAR = { near: { lat: 0.5, lng: 37.5 }, radiusKm: 150, limit: 20 };

interface Read {
  readonly echo: Load;
  /** The question alone, as the gateway asks it. */
  readonly question: Quantiles;
  readonly ours: Load;
}

interface Round {
  readonly shipment: Read;
  readonly unchanged: Read;
  readonly loads: Read;
}

/** How long one waits for what one reads, beside an echo that answers as much and the question alone. */
export async function readRows(
  place: Place,
  { plan, asked }: { readonly plan: Plan; readonly asked: Asked },
): Promise<readonly Row[]> {
  const market = openMarket({ connectionString: place.url });
  const rounds: Round[] = [];
  for (let i = 0; i < plan.rounds; i++) {
    rounds.push(await playRound({ place, asked, market, lastsMs: plan.lastsMs }));
  }
  await market.close();
  const rows = (name: string, pick: (round: Round) => Read) => rowsOf(rounds.map(pick), name);
  return [
    ...rows("GET /shipments/{id}", ({ shipment }) => shipment),
    ...rows("the same, which the caller has (304)", ({ unchanged }) => unchanged),
    ...rows("GET /loads, 20 of them", ({ loads }) => loads),
  ];
}

interface Scene {
  readonly place: Place;
  readonly asked: Asked;
  readonly market: Market;
  readonly lastsMs: number;
}

async function playRound({ place, asked, market, lastsMs }: Scene): Promise<Round> {
  const { port, echo } = place;
  const seen = requestsFor(place, asked);
  const pace = { lastsMs, connections: CONNECTIONS, again: true };
  const read = async (requests: readonly string[], wanted: string) =>
    await measureLoad(place, { ...pace, port, requests }, wanted);
  const echoOf = async ({ sample }: Load) => {
    echo.show(sample.body);
    const requests = [writeHttp("GET", `/things/${asked.shipments[0]!.id}`)];
    return await measureLoad(place, { ...pace, port: echo.port, requests }, "200");
  };
  const support: Actor = { userId: place.supporters[0]!.userId, role: "support" };
  const one = await questionsOf(lastsMs, async (i) => {
    const { id } = asked.shipments[i % asked.shipments.length]!;
    return await market.readShipment(support, id);
  });
  const shipment = await read(seen.shipments, "200");
  const unchanged = await read(seen.unchanged, "304");
  const echoed = await echoOf(shipment);
  const many = await questionsOf(lastsMs, async () => await market.searchLoads(support, NEAR));
  const loads = await read(seen.loads, "200");
  return {
    shipment: { echo: echoed, question: one, ours: shipment },
    unchanged: { echo: echoed, question: one, ours: unchanged },
    loads: { echo: await echoOf(loads), question: many, ours: loads },
  };
}

/** As many at a time as there are connections, in this process. */
async function questionsOf(
  lastsMs: number,
  ask: (i: number) => Promise<unknown>,
): Promise<Quantiles> {
  const waits = openWaits();
  const from = performance.now();
  async function keepAsking(): Promise<void> {
    for (let began = from; began - from < lastsMs;) {
      await ask(waits.count());
      const now = performance.now();
      waits.add(now - began);
      began = now;
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, keepAsking));
  return waits.quantiles();
}

/** What is read, by so many that nobody reaches his limit. */
function requestsFor(place: Place, { shipments }: Asked) {
  const paths = shipments.map(({ id, token }) => ({ path: `/api/v1/shipments/${id}`, token }));
  const query = "near=0.5,37.5&radiusKm=150&limit=20";
  return {
    shipments: paths.map(({ path, token }) => writeHttp("GET", path, { token })),
    // Whatever version there is, the caller has it, as the gateway knows from when he read it before.
    unchanged: paths.map(({ path, token }) => writeHttp("GET", path, { token, ifNoneMatch: "*" })),
    loads: place.drivers.map(({ token }) => writeHttp("GET", `/api/v1/loads?${query}`, { token })),
  };
}

function rowsOf(reads: readonly Read[], name: string): readonly Row[] {
  const figure = (pick: (read: Read) => number) => figureOf(reads.map(pick));
  const middle = (pick: (read: Read) => number) => shown(figure(pick).median);
  return [
    judge({
      question: `${name}, ${CONNECTIONS} at a time: p50`,
      unit: "ms",
      figure: figure(({ ours }) => ours.p50),
      note: `${middle(({ ours }) => ours.perSecond)}/s, ${middle(({ ours }) => ours.sample.body.length)} bytes; ${middle(({ ours }) => ours.oursUs)} us of CPU in Node, ${middle(({ ours }) => ours.serverUs)} in PostgreSQL`,
    }),
    judge({
      question: "  p99",
      unit: "ms",
      figure: figure(({ ours }) => ours.p99),
      note: `the echo of as much: p50 ${middle(({ echo }) => echo.p50)}, p99 ${middle(({ echo }) => echo.p99)} ms, ${middle(({ echo }) => echo.oursUs)} us of CPU; the question alone: p50 ${middle(({ question }) => question.p50)}, p99 ${middle(({ question }) => question.p99)} ms`,
    }),
    judge({
      question: "  how much longer than the echo and the question together (p50)?",
      unit: "times",
      figure: figure(({ ours, echo, question }) => ours.p50 / (echo.p50 + question.p50)),
      target: { atMost: DOOR_MAX },
      note: "argued: whoever knocks is known, counted and let in, and that may cost as much again",
    }),
  ];
}
