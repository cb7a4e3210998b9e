import { spawn } from "node:child_process";
import { open, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { Fault, type World } from "@msafara/kernel";
import { ensureCluster } from "./cluster.ts";
import { explainFailure } from "./explain-failure.ts";
import { choosePlace, type Place } from "./place.ts";
import { readPostmasterPid } from "./postmaster-pid.ts";
import { serverSettings } from "./settings.ts";
import { shutDown } from "./shut-down.ts";
import { takeOver } from "./take-over.ts";

const START_MS = 60_000;
const LINGER_MS_MAX = 20_000;
const LOOK_AGAIN_MS = 20;
const LINGER_MS = 250;

/** A PostgreSQL server of our own, kept in a folder. */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Where data and log really are: not the folder asked for when its user cannot enter it. */
  readonly folder: string;
  /** Whether the server was running already, because whoever started it was killed. */
  readonly adopted: boolean;
  /** Shuts the server down in good order; the data stays. */
  readonly close: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly world: World;
  readonly folder: string;
  /** A free one when not given. A server that is taken over keeps the one it has. */
  readonly port?: number;
  readonly log?: (line: string) => void;
  /** Off, it forgets in a power cut; for tests that throw the data away. */
  readonly fsync?: boolean;
}

/** Starts the real server on data in a folder, or takes over the one that still runs there. */
export async function openEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { world, log = () => {} } = options;
  const place = await choosePlace(options.folder);
  if (place.sheltered) {
    log(
      `the OS user "${place.account?.name}" cannot enter "${options.folder}", so data is kept in "${place.folder}"`,
    );
  }
  const password = await ensureCluster(place, world);
  const survivor = await takeOver({ dataFolder: place.dataFolder, password, world });
  if (survivor !== undefined) {
    log(`took over the server that still ran as process ${survivor.pid}`);
    return serverAt({ ...survivor, place, password, world, adopted: true });
  }
  const started = await startPatiently(place, options);
  return serverAt({ ...started, place, password, world, adopted: false });
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

function serverAt(
  server: Running & {
    readonly place: Place;
    readonly password: string;
    readonly world: World;
    readonly adopted: boolean;
  },
): EmbeddedPostgres {
  const { pid, port, place, adopted } = server;
  return {
    url: `postgres://msafara:${server.password}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    folder: place.folder,
    adopted,
    close: () => shutDown({ pid, dataFolder: place.dataFolder, world: server.world }),
  };
}

/** Sessions of a server that was killed may linger a moment and hold its shared memory. */
async function startPatiently(place: Place, options: EmbeddedPostgresOptions): Promise<Running> {
  const { world } = options;
  for (const from = world.ticks(); ; await world.sleep(LINGER_MS)) {
    try {
      return await start(place, options);
    } catch (error) {
      const again = error instanceof Fault && error.retry && world.ticks() - from < LINGER_MS_MAX;
      if (!again) throw error;
    }
  }
}

/** Detached, so that a Ctrl-C in the terminal reaches us alone and we drain before the server goes. */
async function start(place: Place, options: EmbeddedPostgresOptions): Promise<Running> {
  const port = options.port ?? (await freePort());
  const logPath = join(place.folder, "postgres.log");
  const logFile = await open(logPath, "w", 0o640);
  const args = ["-D", place.dataFolder, "-p", String(port)];
  const settings = serverSettings({ fsync: options.fsync ?? true });
  const child = spawn(join(place.binaries, "bin/postgres"), [...args, ...settings], {
    ...place.spawn,
    cwd: place.folder,
    detached: true,
    stdio: ["ignore", logFile.fd, logFile.fd],
  });
  let failure: unknown;
  child.once("error", (error) => (failure = error));
  child.once("exit", (code) => (failure ??= `the server ended with code ${code}`));
  await logFile.close();
  child.unref();
  for (const from = options.world.ticks(); ; await options.world.sleep(LOOK_AGAIN_MS)) {
    if (failure !== undefined) throw await whyItFailed(failure, { port, logPath });
    const file = await readPostmasterPid(place.dataFolder);
    if (file?.ready === true && file.pid === child.pid) return { pid: file.pid, port };
    if (options.world.ticks() - from > START_MS) {
      child.kill("SIGQUIT");
      throw explainFailure("start within a minute", await readFile(logPath, "utf8"));
    }
  }
}

async function whyItFailed(
  failure: unknown,
  { port, logPath }: { readonly port: number; readonly logPath: string },
): Promise<Fault> {
  const said = await readFile(logPath, "utf8").catch(() => "");
  if (/Address already in use/.test(said)) {
    return new Fault(`Port ${port} is taken: let PostgreSQL have another one`, { retry: false });
  }
  if (/shared memory block .* is still in use/.test(said)) {
    return new Fault("Sessions of a killed server still end", { retry: true });
  }
  return explainFailure("start", said === "" ? failure : said);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
