import { type Client, MsafaraProblem } from "@msafara/client";
import { Fault, type World } from "@msafara/kernel";
import type { Credentials } from "./log-in-as.ts";
import { type LogIn, readLogIns } from "./read-log-ins.ts";

const LOOK_AGAIN_MS = 500;
/** A demonstration that has just begun has nobody yet. */
const PATIENCE_MS = 15_000;
const TOO_OFTEN = 429;

/** Whom to come in as, and how long to try. */
export interface ComeIn {
  readonly client: Pick<Client, "login">;
  readonly world: World;
  readonly stateFolder: string;
  /** Whoever sees most of the demonstration unless told. */
  readonly as: Credentials | undefined;
  readonly signal: AbortSignal;
}

/** Comes in as somebody who can look at the market, and answers who that is. */
export async function comeIn(wish: ComeIn): Promise<LogIn> {
  const logIn =
    wish.as === undefined ? await firstOf(wish) : { role: "", name: wish.as.phone, ...wish.as };
  const { phone, password, name } = logIn;
  const { client, world, signal } = wish;
  for (;;) {
    try {
      await client.login({ body: { phone, password }, signal });
      return logIn;
    } catch (problem) {
      const isCrowded = problem instanceof MsafaraProblem && problem.status === TOO_OFTEN;
      // The people of a demonstration come in by the same door, and it counts them all.
      if (!isCrowded || signal.aborted) throw problem;
      await world.sleep(problem.retryAfterMs ?? LOOK_AGAIN_MS, signal);
      if (signal.aborted) throw new Fault(`${name} could not come in in time`, { retry: true });
    }
  }
}

async function firstOf({ world, stateFolder, signal }: ComeIn): Promise<LogIn> {
  const deadline = world.ticks() + PATIENCE_MS;
  for (;;) {
    const [first] = await readLogIns(stateFolder);
    if (first !== undefined) return first;
    if (signal.aborted || world.ticks() > deadline) throw nobody();
    await world.sleep(LOOK_AGAIN_MS, signal);
  }
}

function nobody(): Fault {
  return new Fault(
    'Nobody is known to watch as: run "npx -y pnpm@12 start" with its demo, or say --as PHONE',
    { retry: false },
  );
}
