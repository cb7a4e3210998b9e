import { MsafaraProblem } from "@msafara/client";
import type { World } from "@msafara/kernel";
import type { Account } from "../cast/person.ts";
import type { Market, OpenMarket } from "../market.ts";
import type { Phones } from "./phones.ts";
import type { Turnstile } from "./open-turnstile.ts";

const WAIT_MS = 5_000;
const EARLY_MS = 60_000;
const TRIES_MAX = 12;

/** What coming in takes. */
export interface Door {
  readonly world: Pick<World, "now" | "sleep">;
  readonly open: OpenMarket;
  readonly phones: Phones;
  readonly turnstile: Turnstile;
  readonly password: string;
}

/** Somebody who has come in. */
export interface Guest {
  readonly market: Market;
  /** The agent that acts for him; operators have none. */
  readonly agent: string | null;
}

type Pair = Awaited<ReturnType<Market["login"]>>;

/**
 * Comes in, and is the same guest for good: who has an account signs in, who has none opens one, and who
 * lost his password gets another by his phone. Tokens are renewed in time.
 */
export async function comeIn(door: Door, account: Account): Promise<Guest> {
  const anybody = door.open(async () => undefined);
  let held = holdOf(door, await firstPair(door, anybody, account));
  let renewing: Promise<void> | undefined;
  const renew = async () => {
    const pair = await attempt(door, () =>
      anybody.refresh({ body: { refresh_token: held.refresh } }),
    ).catch(async (error: unknown) => {
      if (!isRefused(error)) throw error;
      return await signIn(door, anybody, account);
    });
    held = holdOf(door, pair);
  };
  const market = door.open(async () => {
    if (door.world.now() > held.renewAt) {
      renewing ??= renew().finally(() => (renewing = undefined));
      await renewing;
    }
    return held.access;
  });
  const me = await market.me();
  if (me.phoneVerified) return { market, agent: me.agent };
  if (!(await provePhone(door, market, account))) {
    await resetPassword(door, anybody, account);
    held = holdOf(door, await signIn(door, anybody, account));
  }
  return { market, agent: me.agent };
}

interface Held {
  readonly access: string;
  readonly refresh: string;
  readonly renewAt: number;
}

function holdOf({ world }: Door, pair: Pair): Held {
  const renewAt = world.now() + pair.expires_in * 1_000 - EARLY_MS;
  return { access: pair.access_token, refresh: pair.refresh_token, renewAt };
}

async function firstPair(door: Door, market: Market, account: Account): Promise<Pair> {
  const { role, phone, name, locale } = account;
  if (role === "support") return await signInAgain(door, market, account);
  door.phones.forget(phone);
  try {
    const body = { role, phone, name, locale, password: door.password };
    return await attempt(door, () => market.register({ body }));
  } catch (error) {
    if (!isProblem(error, "phone-taken")) throw error;
    return await signInAgain(door, market, account);
  }
}

async function signInAgain(door: Door, market: Market, account: Account): Promise<Pair> {
  try {
    return await signIn(door, market, account);
  } catch (error) {
    if (!isProblem(error, "credentials-wrong")) throw error;
    await resetPassword(door, market, account);
    return await signIn(door, market, account);
  }
}

async function signIn(door: Door, market: Market, { phone }: Account): Promise<Pair> {
  return await attempt(door, () => market.login({ body: { phone, password: door.password } }));
}

async function provePhone({ phones }: Door, market: Market, { phone }: Account): Promise<boolean> {
  const code = await phones.nextCode(phone);
  if (code === undefined) return false;
  try {
    await market.verifyPhone({ body: { code } });
    return true;
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}

/** A code for a new password proves the phone as well. */
async function resetPassword(door: Door, market: Market, { phone }: Account): Promise<void> {
  const { phones, password } = door;
  phones.forget(phone);
  await attempt(door, () => market.forgotPassword({ body: { phone } }));
  const code = await phones.nextCode(phone);
  if (code === undefined) return;
  await attempt(door, () => market.resetPassword({ body: { phone, code, password } }));
}

/** The client sends no secret twice by itself; who was turned away at the door may come again. */
async function attempt<Answer>(
  { world, turnstile }: Door,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    await turnstile.pass();
    try {
      return await ask();
    } catch (error) {
      const isOver = !(error instanceof MsafaraProblem) || !error.retry || tries === TRIES_MAX;
      if (isOver) throw error;
      await world.sleep(error.retryAfterMs ?? WAIT_MS);
    }
  }
}

function isProblem(error: unknown, code: string): boolean {
  return error instanceof MsafaraProblem && error.code === code;
}

/** The market heard it and said no, as against a network that failed. */
function isRefused(error: unknown): boolean {
  return error instanceof MsafaraProblem && !error.retry;
}
