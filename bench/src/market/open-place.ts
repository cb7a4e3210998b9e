import { hostAgents, marketHost, watchTurns } from "@msafara/agents";
import {
  type GatewayGrounds,
  openGateway,
  readPlacement,
  type Vitals,
  version,
} from "@msafara/gateway";
import {
  type OpenJournal,
  openJournal,
  openMarket,
  strongLuck,
  openStandInPayments,
} from "@msafara/store";
import { openMemoryBus } from "@msafara/runtime/memory";
import { destination, pino } from "pino";
import { Registry } from "prom-client";
import { type Ground, withClients } from "../runtime/open-ground.ts";
import { type Clients, openClients } from "./open-clients.ts";
import { fillDrivers } from "./fill-drivers.ts";
import { type Echo, openEcho } from "./open-echo.ts";
import { listenAnywhere } from "./listen-anywhere.ts";
import { openSigner, type Person, settle } from "./people.ts";

const LOOK_MS = 50;
const SHIPPERS = 1_000;
const DRIVERS = 1_000;
/** As many as may follow one thing with twenty sockets each. */
const SUPPORTERS = 50;

/** The product in this process as `apps/single` has it, a bare Fastify beside it, and clients in another. */
export interface Place {
  readonly ground: Ground;
  readonly url: string;
  readonly port: number;
  readonly echo: Echo;
  readonly clients: Clients;
  readonly shippers: readonly Person[];
  readonly drivers: readonly Person[];
  readonly supporters: readonly Person[];
  /** How many commits the engine has made so far. */
  readonly commits: () => number;
  readonly close: () => Promise<void>;
}

/** Opens it all on a database of its own. The log is written, to nowhere. */
export async function openPlace(ground: Ground): Promise<Place> {
  const { world } = ground;
  const closing = new AsyncDisposableStack();
  const url = await ground.openDatabase("market", { migrated: true });
  const people = await settleAll(ground, url);
  const registry = new Registry();
  const log = pino({ level: "info" }, destination({ dest: "/dev/null", sync: true }));
  const opened = openJournal({ connectionString: url, world });
  closing.defer(opened.close);
  const { journal, commits } = counted(opened);
  const bus = openMemoryBus({ world });
  closing.defer(bus.close);
  const market = openMarket({ connectionString: url });
  closing.defer(market.close);
  const ledger = openStandInPayments(url);
  closing.defer(ledger.close);
  // Nobody is asked, or a thousand shipments would be fifty thousand turns of drivers to wait for.
  const { vendorKinds, ...cast } = marketHost({ world, nearby: async () => [], ledger });
  const watch = () => watchTurns(url);
  const host = await hostAgents({
    world,
    log,
    journal,
    bus,
    registry,
    name: "bench",
    ...cast,
    watch,
  });
  closing.defer(host.stop);
  while (!host.ready()) await world.sleep(LOOK_MS);
  const parts = { world, log, registry, journal, bus, databaseUrl: url };
  const gateway = await openGateway({ ...parts, ...gatewayWith(journal, vendorKinds) });
  closing.defer(gateway.close);
  const port = await listenAnywhere(gateway.app);
  const echo = await openEcho();
  closing.defer(echo.close);
  const clients = await openClients();
  closing.defer(clients.close);
  const close = () => closing.disposeAsync();
  return { ground, url, port, echo, clients, ...people, commits, close };
}

/** The same journal, and how often it was committed to. */
function counted(opened: OpenJournal) {
  let commits = 0;
  const commit: OpenJournal["commit"] = async (wish) => {
    commits += 1;
    return await opened.commit(wish);
  };
  return { journal: { ...opened, commit }, commits: () => commits };
}

function gatewayWith(
  journal: OpenJournal,
  vendors: Vitals["vendors"] & object,
): Pick<GatewayGrounds, "vitals" | "secretKey" | "origins" | "trustProxy"> {
  return {
    vitals: {
      version,
      database: { kind: "embedded" },
      bus: { kind: "in-process", answers: async () => undefined },
      placement: () => readPlacement(journal),
      vendors,
    },
    secretKey: strongLuck()(32),
    origins: [],
    // Each who comes in has an address of his own, as he has in life; the limits are those of production.
    trustProxy: true,
  };
}

async function settleAll({ world }: Ground, url: string) {
  const signer = await openSigner(url, world);
  return await withClients({ url, count: 1 }, async ([client]) => {
    const town = { client: client!, world, signer };
    const shippers = await settle(town, { role: "shipper", count: SHIPPERS, area: 1 });
    const drivers = await settle(town, { role: "driver", count: DRIVERS, area: 2 });
    const supporters = await settle(town, { role: "support", count: SUPPORTERS, area: 3 });
    await fillDrivers(
      client!,
      drivers.map(({ agentId }) => agentId!),
    );
    await client!.query(
      "UPDATE view.drivers SET standing = 'good', \"vehicleType\" = 'box', \"capacityKg\" = 12000",
    );
    return { shippers, drivers, supporters };
  });
}
