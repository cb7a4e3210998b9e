import { type Id, toIso } from "@msafara/kernel";
import { type Figure, figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { measureTurns } from "../runtime/measure-turns.ts";
import { withClients } from "../runtime/open-ground.ts";
import { openEngine } from "../runtime/open-engine.ts";
import { type Load, measureLoad } from "./measure-load.ts";
import type { Place } from "./open-place.ts";
import type { Plan } from "./plan.ts";
import { writeHttp } from "./write-http.ts";

/** Of the thousand drivers so many have a bid on its way at any time, and as many ask the echo. */
const CONNECTIONS = 256;
const BIDS_A_SECOND_MAX = 6_000;
const PARCELS = 2_000;
const MINUTE_MS = 60_000;
const REST_MS = 1_000;
const HOUR_MS = 3_600_000;
/** No factor of the number of shipments, so that nobody meets the same one twice. */
const STRIDE = 41;

/** The shipments that all else is about, and what it was to ask for them. */
export interface Asked {
  readonly shipments: readonly { readonly id: Id<"shp">; readonly token: string }[];
  readonly load: Load;
}

/** Asks for shipments through the gateway, one for each shipper: all auctions stay open for two minutes. */
export async function askForShipments(place: Place): Promise<Asked> {
  const now = place.ground.world.now();
  const window = (from: number, to: number) => ({
    from: toIso(now + from * HOUR_MS),
    to: toIso(now + to * HOUR_MS),
  });
  const requests = place.shippers.map(({ token }, i) => {
    const lat = -4 + (i % 900) / 100;
    const lng = 34 + ((i * 7) % 770) / 100;
    const body = {
      pickup: { address: "Kericho", position: { lat, lng }, window: window(1, 4) },
      delivery: {
        address: "Nakuru",
        position: { lat: lat + 0.3, lng: lng + 0.5 },
        window: window(5, 20),
      },
      cargo: { kind: "tea", weightKg: 5_000, vehicleType: "box" },
      serviceLevel: "standard",
      bidding: { windowSeconds: 120 },
    };
    return writeHttp("POST", "/api/v1/shipments", { token, body });
  });
  const order = { port: place.port, connections: CONNECTIONS, lastsMs: MINUTE_MS, again: false };
  const load = await measureLoad(place, { ...order, requests }, "201");
  return { load, shipments: await untilRest(place) };
}

/** Waits until nothing follows any more, and says what there is. */
async function untilRest({ ground, url, shippers }: Place): Promise<Asked["shipments"]> {
  const tokens = new Map<string | null, string>(
    shippers.map(({ agentId, token }) => [agentId, token]),
  );
  return await withClients({ url, count: 1 }, async ([client]) => {
    for (let [last, turns] = ["", "?"]; last !== turns;) {
      await ground.world.sleep(REST_MS);
      const { rows } = await client!.query<{ turns: string }>(
        "SELECT sum(version) AS turns FROM agents",
      );
      [last, turns] = [turns, rows[0]!.turns];
    }
    const { rows } = await client!.query<{ id: Id<"shp">; shipper: string }>(
      'SELECT "shipmentId" AS id, "shipperId" AS shipper FROM view.shipments ORDER BY key',
    );
    return rows.map(({ id, shipper }) => ({ id, token: tokens.get(shipper)! }));
  });
}

interface Round {
  readonly echo: Load;
  readonly bids: Load;
  readonly bidsPerCommit: number;
  readonly turns: number;
}

/** Bids a second beside a bare Fastify with zod, and the turns of the engine alone. */
export async function bidRows(
  place: Place,
  { plan, asked }: { readonly plan: Plan; readonly asked: Asked },
): Promise<readonly Row[]> {
  const engine = await openEngine(place.ground, { name: "turns", receivers: "another-lane" });
  const { turnsMs: lastsMs } = plan;
  const write = bidWriter(place, asked);
  const rounds: Round[] = [];
  for (let i = 0; i < plan.rounds; i++) {
    const echoed = { port: place.echo.port, requests: write(200), again: true };
    const sent = {
      port: place.port,
      requests: write(BIDS_A_SECOND_MAX * (plan.lastsMs / 1_000)),
      again: false,
    };
    const order = { connections: CONNECTIONS, lastsMs: plan.lastsMs };
    const echo = await measureLoad(place, { ...order, ...echoed }, "201");
    const before = place.commits();
    const bids = await measureLoad(place, { ...order, ...sent }, "201");
    const bidsPerCommit = bids.answers / (place.commits() - before);
    const parts = { ground: place.ground, engine };
    const { perSecond: turns } = await measureTurns(parts, { parcels: PARCELS, lastsMs });
    rounds.push({ echo, bids, bidsPerCommit, turns });
  }
  await engine.close();
  return rowsOf(rounds, asked);
}

/**
 * Each driver bids once on each load, and none of them more than his limit allows in a minute. The last
 * load is left to those who tell of their bids to many.
 */
function bidWriter({ drivers }: Place, asked: Asked): (count: number) => readonly string[] {
  const shipments = asked.shipments.slice(0, -1);
  let next = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      const [i, round] = [next % drivers.length, Math.floor(next / drivers.length)];
      next += 1;
      const { id: shipmentId } = shipments[(i + round * STRIDE) % shipments.length]!;
      const amount = { amount: 800_000 + ((i * 7_919) % 400_000), currency: "KES" };
      const body = { shipmentId, amount, estimatedMinutes: 120 + (i % 240) };
      return writeHttp("POST", "/api/v1/bids", { token: drivers[i]!.token, body });
    });
}

function rowsOf(rounds: readonly Round[], asked: Asked): readonly Row[] {
  const figure = (pick: (round: Round) => number) => figureOf(rounds.map(pick));
  const middle = (pick: (round: Round) => number) => shown(figure(pick).median);
  return [
    judge({
      question: "a bare Fastify with zod that echoes a bid",
      unit: "requests/s",
      figure: figure(({ echo }) => echo.perSecond),
      note: `${CONNECTIONS} connections from the other process; ${middle(({ echo }) => echo.oursUs)} us of CPU each; p50 ${middle(({ echo }) => echo.p50)} ms, p99 ${middle(({ echo }) => echo.p99)} ms`,
    }),
    judge({
      question: "the engine alone, with messages of 300 bytes",
      unit: "turns/s",
      figure: figure(({ turns }) => turns),
    }),
    judge({
      question: `bids through the gateway for ${asked.shipments.length - 1} shipments, each durable`,
      unit: "bids/s",
      figure: figure(({ bids }) => bids.perSecond),
      note: `${CONNECTIONS} on their way at a time; p50 ${middle(({ bids }) => bids.p50)} ms, p99 ${middle(({ bids }) => bids.p99)} ms; ${middle(({ bidsPerCommit }) => bidsPerCommit)} bids a commit; each is two rows read, nine written, and one of the record before it is told`,
    }),
    ...ratioRows(figure),
    judge({
      question: "  CPU a bid, over both servers",
      unit: "us",
      figure: figure(({ bids }) => bids.oursUs + bids.serverUs),
      note: `${middle(({ bids }) => bids.oursUs)} in Node, ${middle(({ bids }) => bids.serverUs)} in PostgreSQL`,
    }),
    judge({
      question: "shipments asked for through the gateway",
      unit: "requests/s",
      figure: figureOf([asked.load.perSecond]),
      note: `${shown(asked.load.oursUs)} us of CPU in Node and ${shown(asked.load.serverUs)} in PostgreSQL each, with all that follows`,
    }),
  ];
}

/** What a bid comes to beside the two bare parts, and what these two alone would allow. */
function ratioRows(figure: (pick: (round: Round) => number) => Figure): readonly Row[] {
  return [
    judge({
      question: "  how much of the engine's turns?",
      unit: "times",
      figure: figure(({ bids, turns }) => bids.perSecond / turns),
      target: { atLeast: 0.25 },
    }),
    judge({
      question: "  how much of the echo?",
      unit: "times",
      figure: figure(({ bids, echo }) => bids.perSecond / echo.perSecond),
      target: { atLeast: 0.5 },
    }),
    judge({
      question: "  what an echo and one bare turn, one after the other, would allow",
      unit: "bids/s",
      figure: figure(({ echo, turns }) => 1 / (1 / echo.perSecond + 1 / turns)),
      note: "reckoned: nobody known, no limits, no receipt, no record, no views, nobody told (decision 0006)",
    }),
  ];
}
