import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import type { Asked } from "./bid-rows.ts";
import { type Load, measureLoad } from "./measure-load.ts";
import type { Place } from "./open-place.ts";
import type { Plan } from "./plan.ts";
import { writeHttp } from "./write-http.ts";

/** Few enough that what is measured is an answer and no queue. */
const CONNECTIONS = 4;
const SHIPMENT_MAX = 6;
const LOADS_MAX = 8;

interface Round {
  readonly echo: Load;
  readonly shipment: Load;
  readonly unchanged: Load;
  readonly loadsEcho: Load;
  readonly loads: Load;
}

/** How long one waits for what one reads, beside an echo that answers as much. */
export async function readRows(
  place: Place,
  { plan, asked }: { readonly plan: Plan; readonly asked: Asked },
): Promise<readonly Row[]> {
  const { port, echo } = place;
  const of = (requests: readonly string[]) => ({
    port,
    requests,
    lastsMs: plan.lastsMs,
    connections: CONNECTIONS,
    again: true,
  });
  const seen = requestsFor(place, asked);
  const thing = { ...of([writeHttp("GET", "/things/shp_1")]), port: echo.port };
  const rounds: Round[] = [];
  for (let i = 0; i < plan.rounds; i++) {
    const shipment = await measureLoad(place, of(seen.shipments), "200");
    const unchanged = await measureLoad(place, of(seen.unchanged), "304");
    echo.show(shipment.sample.body);
    const echoed = await measureLoad(place, thing, "200");
    const loads = await measureLoad(place, of(seen.loads), "200");
    echo.show(loads.sample.body);
    const loadsEcho = await measureLoad(place, thing, "200");
    rounds.push({ shipment, unchanged, echo: echoed, loads, loadsEcho });
  }
  return [
    ...rowsOf(rounds, {
      name: "GET /shipments/{id}",
      ours: "shipment",
      bare: "echo",
      max: SHIPMENT_MAX,
    }),
    ...rowsOf(rounds, {
      name: "the same, unchanged (304)",
      ours: "unchanged",
      bare: "echo",
      max: SHIPMENT_MAX,
    }),
    ...rowsOf(rounds, {
      name: "GET /loads, 20 of them",
      ours: "loads",
      bare: "loadsEcho",
      max: LOADS_MAX,
    }),
  ];
}

/** What is read, by so many that nobody reaches his limit. */
function requestsFor(place: Place, { shipments }: Asked) {
  const paths = shipments.map(({ id, token }) => ({ path: `/api/v1/shipments/${id}`, token }));
  const query = "near=0.5,37.5&radiusKm=150&limit=20";
  return {
    shipments: paths.map(({ path, token }) => writeHttp("GET", path, { token })),
    // Whatever version there is, the caller has it; it is read and written out all the same.
    unchanged: paths.map(({ path, token }) => writeHttp("GET", path, { token, ifNoneMatch: "*" })),
    loads: place.drivers.map(({ token }) => writeHttp("GET", `/api/v1/loads?${query}`, { token })),
  };
}

interface About {
  readonly name: string;
  readonly ours: "shipment" | "unchanged" | "loads";
  readonly bare: "echo" | "loadsEcho";
  readonly max: number;
}

function rowsOf(rounds: readonly Round[], { name, ours, bare, max }: About): readonly Row[] {
  const figure = (pick: (round: Round) => number) => figureOf(rounds.map(pick));
  const middle = (pick: (round: Round) => number) => shown(figure(pick).median);
  return [
    judge({
      question: `${name}, ${CONNECTIONS} at a time: p50`,
      unit: "ms",
      figure: figure((round) => round[ours].p50),
      note: `p99 ${middle((round) => round[ours].p99)} ms, ${middle((round) => round[ours].perSecond)}/s; ${middle((round) => round[ours].oursUs)} us of CPU in Node, ${middle((round) => round[ours].serverUs)} in PostgreSQL; ${rounds[0]![ours].sample.body.length} bytes. The echo of as much: p50 ${middle((round) => round[bare].p50)}, p99 ${middle((round) => round[bare].p99)} ms, ${middle((round) => round[bare].oursUs)} us`,
    }),
    judge({
      question: "  how much longer than the echo (p99)?",
      unit: "times",
      figure: figure((round) => round[ours].p99 / round[bare].p99),
      target: { atMost: max },
    }),
  ];
}
