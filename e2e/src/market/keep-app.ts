import { type ChildProcess, fork } from "node:child_process";
import { realWorld } from "@msafara/kernel";

const RESTART_MS = 200;
const SAID_CHARS_MAX = 4_000;
const LIVES_MAX = 500;

/** What is run: a program of the platform, exactly as it is deployed. */
export interface AppOrders {
  readonly app: "gateway" | "agents";
  readonly name: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
}

/** A program that is started again whenever it ends, as any orchestrator would. */
export interface KeptApp {
  readonly name: string;
  readonly url: string;
  readonly lives: () => number;
  /** SIGKILL, in the middle of whatever it does. `false` when it is just not there. */
  readonly kill: () => boolean;
  readonly isReady: () => Promise<boolean>;
  /** Ends it, for good. */
  readonly close: () => Promise<void>;
}

/** Keeps a program running until it is closed; an end that nobody brought about is told. */
export function keepApp(orders: AppOrders, crashed: (sentence: string) => void): KeptApp {
  const { app, name, port } = orders;
  const url = `http://127.0.0.1:${port}`;
  const world = realWorld();
  const closing = new AbortController();
  let life: ChildProcess | undefined;
  let lives = 0;
  let killed = 0;

  async function keepUp(): Promise<void> {
    while (!closing.signal.aborted && lives < LIVES_MAX) {
      lives += 1;
      life = start(orders);
      const said = await endOf(life);
      life = undefined;
      if (lives > killed && !closing.signal.aborted) crashed(`${name} ended by itself: ${said}`);
      await world.sleep(RESTART_MS, closing.signal);
    }
  }
  const kept = keepUp();

  return {
    name: `${app} ${name}`,
    url,
    lives: () => lives,
    kill: () => {
      if (life === undefined || killed === lives) return false;
      killed = lives;
      return life.kill("SIGKILL");
    },
    isReady: async () => {
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      await answer?.body?.cancel();
      return answer?.status === 200;
    },
    close: async () => {
      closing.abort();
      life?.kill("SIGKILL");
      await kept;
    },
  };
}

/** A child with a line to us: when we are gone, it goes. */
function start({ app, name, port, env }: AppOrders): ChildProcess {
  return fork(new URL(`../../../apps/${app}/src/main.ts`, import.meta.url), [], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
    env: {
      ...env,
      NODE_NO_WARNINGS: "1",
      HOST: "127.0.0.1",
      PORT: String(port),
      NODE_NAME: name,
      LOG_LEVEL: "error",
    },
  });
}

/** The end of what it said. */
function endOf(child: ChildProcess): Promise<string> {
  let said = "";
  const hear = (chunk: unknown) => {
    said = (said + String(chunk)).slice(-SAID_CHARS_MAX);
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(said));
  });
}
