import type { DriverRow, FindDrivers } from "@msafara/domain";
import { pickDrivers, type RosterRow } from "@msafara/roles";
import { openMarket } from "@msafara/store";
import type { Client } from "pg";
import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { type Ground, withClients } from "../runtime/open-ground.ts";
import { quantilesOf } from "../waits.ts";
import { fillDrivers } from "./fill-drivers.ts";
import type { Plan } from "./plan.ts";
import { timeTries } from "./time-tries.ts";

const DRIVERS = 10_000;
/** As a wave of fifty looks: some of those whom it finds will not fit. */
const LOOKED_AT = 200;
const RADIUS_M = 150_000;
const JUDGED_MAX = 0.5;

interface Round {
  readonly judging: number;
  readonly reading: number;
  readonly asking: { readonly p50: number; readonly p99: number };
  readonly bare: { readonly p50: number; readonly p99: number };
}

/** How long it takes to find out who may be asked, beside the bare reading of the same rows. */
export async function rosterRows(ground: Ground, plan: Plan): Promise<readonly Row[]> {
  const url = await ground.openDatabase("roster", { migrated: true });
  const market = openMarket({ connectionString: url });
  const rounds = await withClients({ url, count: 1 }, async ([client]) => {
    await settleDrivers(client!, ground);
    const rows = await readAll(client!);
    const played: Round[] = [];
    for (let i = 0; i < plan.rounds; i++) {
      played.push(await playRound({ client: client!, rows, ground, plan }, market.nearby));
    }
    return played;
  });
  await market.close();
  return rowsOf(rounds);
}

/** The bare table is the same rows with the index that a place is looked for by: a btree, by latitude first. */
async function settleDrivers(client: Client, { world }: Ground): Promise<void> {
  const ids = Array.from({ length: DRIVERS }, () => world.mint("drv"));
  await fillDrivers(client, ids);
  await client.query(`CREATE TABLE bare_drivers AS SELECT ${COLUMNS} FROM view.drivers`);
  await client.query("CREATE INDEX ON bare_drivers (lat, lng)");
  await client.query("VACUUM ANALYZE bare_drivers");
}

const COLUMNS = `"driverId", "orgId", "shipperId", standing, phase, available, since, lat, lng,
  "positionAt", plate, "vehicleType", "capacityKg", "yearBuilt", "coolsMinC", "coolsMaxC",
  "licenceUntil", "documentsUntil", "mayHaulHazardous", currency, "ratingBp", "onTimeBp",
  carried, taken, vehicle, licence, papers, policy, "changedAt"`;

async function readAll(client: Client): Promise<readonly RosterRow[]> {
  const { rows } = await client.query<RosterRow>(`SELECT ${COLUMNS} FROM bare_drivers`);
  return rows;
}

interface Scene {
  readonly client: Client;
  readonly rows: readonly RosterRow[];
  readonly ground: Ground;
  readonly plan: Plan;
}

type Nearby = (wanted: FindDrivers, limit: number) => Promise<readonly DriverRow[]>;

async function playRound({ client, rows, ground, plan }: Scene, nearby: Nearby): Promise<Round> {
  const now = ground.world.now();
  const everybody = wantedAt(0, 20_000_000);
  const judging = figureOf(timeTries(plan.tries / 5, () => pickDrivers(rows, everybody, now)));
  const reading = await timeAsked(5, () => readAll(client));
  const asking: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < plan.rosterTries; i++) {
    const wanted = wantedAt(i, RADIUS_M);
    asking.push(
      ...(await timeAsked(1, async () =>
        pickDrivers(await nearby(wanted, LOOKED_AT), wanted, now),
      )),
    );
    bare.push(...(await timeAsked(1, () => readAround(client, wanted))));
  }
  return {
    judging: judging.median,
    reading: figureOf(reading).median,
    asking: quantilesOf(asking),
    bare: quantilesOf(bare),
  };
}

/** What one would write by hand: a box that an index finds, and the nearest in it. */
async function readAround(client: Client, { near, radiusM }: FindDrivers): Promise<unknown> {
  const reach = radiusM / 111_195;
  const wide = reach / Math.cos((near.lat * Math.PI) / 180);
  const box = [near.lat - reach, near.lat + reach, near.lng - wide, near.lng + wide];
  return await client.query({
    name: "bare-around",
    text: `SELECT ${COLUMNS} FROM (
             SELECT ${COLUMNS}, crow_flies_m_v1(lat, lng, $5, $6) AS away FROM bare_drivers
              WHERE lat BETWEEN $1 AND $2 AND lng BETWEEN $3 AND $4) found
            WHERE away <= $7 ORDER BY away, "driverId" LIMIT $8`,
    values: [...box, near.lat, near.lng, radiusM, LOOKED_AT],
  });
}

async function timeAsked(tries: number, ask: () => Promise<unknown>): Promise<readonly number[]> {
  const took: number[] = [];
  for (let i = 0; i < tries; i++) {
    const began = performance.now();
    await ask();
    took.push(performance.now() - began);
  }
  return took;
}

function wantedAt(i: number, radiusM: number): FindDrivers {
  return {
    shipmentId: "shp_bench",
    wave: 1,
    near: { lat: -3 + ((i * 13) % 70) / 10, lng: 35 + ((i * 17) % 57) / 10 },
    radiusM,
    vehicleType: "box",
    weightKg: 8_000,
    hazardous: false,
    currency: "KES",
    shipperId: "shr_amina",
    already: [],
    limit: LOOKED_AT / 4,
  };
}

function rowsOf(rounds: readonly Round[]): readonly Row[] {
  const figure = (pick: (round: Round) => number) => figureOf(rounds.map(pick));
  const middle = (pick: (round: Round) => number) => shown(figure(pick).median);
  return [
    judge({
      question: "judging 10,000 drivers that are in memory",
      unit: "ms",
      figure: figure(({ judging }) => judging),
    }),
    judge({
      question: "  how much of reading their rows bare?",
      unit: "times",
      figure: figure(({ judging, reading }) => judging / reading),
      target: { atMost: JUDGED_MAX },
      note: `argued: who is read can be judged on the way; reading all takes ${middle(({ reading }) => reading)} ms`,
    }),
    judge({
      question: "eligible drivers of 10,000 within 150 km, found and judged: p99",
      unit: "ms",
      figure: figure(({ asking }) => asking.p99),
      note: `p50 ${middle(({ asking }) => asking.p50)} ms; the bare query p50 ${middle(({ bare }) => bare.p50)}, p99 ${middle(({ bare }) => bare.p99)} ms: a btree by latitude and longitude, the nearest ${LOOKED_AT}`,
    }),
    judge({
      question: "  how much longer than one indexed radius query (p99)?",
      unit: "times",
      figure: figure(({ asking, bare }) => asking.p99 / bare.p99),
      target: { atMost: 3 },
    }),
  ];
}
