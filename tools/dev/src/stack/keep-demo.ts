import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { realWorld } from "@msafara/kernel";
import { checkout } from "../checkout.ts";
import { readDevConfig, serverEnvironment } from "../config.ts";
import { type Account, makeOperator } from "./make-operator.ts";
import { openRollingLog, type RollingLog } from "./open-rolling-log.ts";
import { tellLogIns } from "./tell-log-ins.ts";

const MAIN = join(checkout.root, "apps/demo/src/main.ts");
const DEATHS_MAX = 3;
const LONG_LIFE_MS = 60_000;
const BREATH_MS = 2_000;
const PATIENCE_MS = 5_000;

/** The people of the demonstration, as a process beside the server. */
export interface Demo {
  /** A message that the stand-in for messages printed: it may be for one of them. */
  readonly hear: (printed: string) => void;
  readonly end: () => Promise<void>;
}

/** What the demonstration is played on. */
export interface KeepDemo {
  readonly address: string;
  readonly speed: number;
  readonly say: (line: string) => void;
}

/**
 * Keeps the demonstration alive beside the server. Should it die it comes back, and should it keep dying
 * that is said; the server never notices. It ends by itself when we are killed.
 */
export function keepDemo(parts: KeepDemo): Demo {
  const world = realWorld();
  const logPath = join(readDevConfig().stateFolder, "demo.log");
  const log = openRollingLog(logPath);
  const ending = new AbortController();
  const tell = tellLogIns(parts);
  let demo: ChildProcess | undefined;
  const whole = keepAlive();
  return {
    hear: (printed) => {
      if (demo?.connected === true) demo.send({ printed });
    },
    end: async () => {
      ending.abort();
      demo?.kill("SIGTERM");
      const gone = new AbortController();
      void world.sleep(PATIENCE_MS, gone.signal).then(() => demo?.kill("SIGKILL"));
      await whole;
      gone.abort();
      log.close();
    },
  };

  async function keepAlive(): Promise<void> {
    for (let deaths = 0; !ending.signal.aborted; deaths++) {
      const from = world.ticks();
      demo = runDemo(parts, log, tell);
      await once(demo, "close");
      demo = undefined;
      if (ending.signal.aborted) return;
      if (world.ticks() - from > LONG_LIFE_MS) deaths = 0;
      if (deaths >= DEATHS_MAX) {
        return parts.say(
          `! The demo keeps ending: look at "${logPath}"; the market goes on without it`,
        );
      }
      parts.say("! The demo ended unexpectedly and starts again");
      await world.sleep(BREATH_MS, ending.signal);
    }
  }
}

function runDemo(
  { address, speed }: KeepDemo,
  log: RollingLog,
  tell: (account: Account) => void,
): ChildProcess {
  const env = { ...serverEnvironment(), MSAFARA_URL: address, DEMO_SPEED: String(speed) };
  const demo = spawn(process.execPath, [MAIN], {
    cwd: checkout.root,
    // A group of its own: Ctrl-C reaches us alone.
    detached: true,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  for (const stream of [demo.stdout, demo.stderr]) {
    if (stream !== null) {
      createInterface({ input: stream }).on("line", (text) => log.write(`${text}\n`));
    }
  }
  demo.on("message", (told: unknown) => {
    if (typeof told !== "object" || told === null) return;
    if ("logIn" in told && isAccount(told.logIn)) tell(told.logIn);
    if ("wanted" in told && isAccount(told.wanted)) {
      void makeOperator(told.wanted).then((isMade) => {
        if (isMade && demo.connected) demo.send({ made: true });
      });
    }
  });
  return demo;
}

function isAccount(told: unknown): told is Account {
  if (typeof told !== "object" || told === null) return false;
  const words: readonly string[] = ["role", "name", "phone", "password"];
  return words.every((word) => typeof Reflect.get(told, word) === "string");
}
