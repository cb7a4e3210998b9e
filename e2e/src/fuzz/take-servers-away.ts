import { Fault, realWorld } from "@msafara/kernel";
import { WebSocket } from "ws";
import { until } from "../cluster/until.ts";
import type { Server, Town } from "./open-town.ts";
import { comeInAgain, PASSWORD, type People, type Person, teaFrom } from "./settle-people.ts";

const HOUR_MS = 3_600_000;
/** No answer takes longer, whatever is away: clients of ours give up after 30 s. */
const ANSWER_MS_MAX = 15_000;
const BACK_MS_MAX = 30_000;
const PAUSE_MS = 150;
const BETWEEN_MS = 1_000;

/** What the load of one outage was answered. */
export interface Outage {
  readonly outage: string;
  /** By what was asked and the status, such as "write 503". */
  readonly answers: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** From the moment the server was back until a write succeeded. */
  readonly backAfterMs: number;
}

interface Said {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

interface Scene {
  readonly town: Town;
  readonly people: People;
  /** What each key was answered when it was taken. */
  readonly taken: Map<string, string>;
  readonly asked: Map<string, object>;
}

/**
 * Takes PostgreSQL away, then Redis, each once frozen and once killed, while people go on asking. Every
 * answer is honest and in time, all of it recovers by itself, and no key has two effects.
 */
export async function takeServersAway(
  { town, people }: { readonly town: Town; readonly people: People },
  { awayMs, only }: { readonly awayMs: number; readonly only?: readonly string[] },
): Promise<readonly Outage[]> {
  const world = realWorld();
  const scene: Scene = { town, people, taken: new Map(), asked: new Map() };
  const outages = [
    { outage: "PostgreSQL frozen", server: town.postgres, away: "freeze", back: "thaw" },
    { outage: "PostgreSQL killed", server: town.postgres, away: "kill", back: "restart" },
    { outage: "Redis frozen", server: town.redis, away: "freeze", back: "thaw" },
    { outage: "Redis killed", server: town.redis, away: "kill", back: "restart" },
  ] as const;
  const figures: Outage[] = [];
  for (const each of outages) {
    if (only?.includes(each.outage) === false) continue;
    figures.push(await suffer(scene, { ...each, awayMs }));
    await world.sleep(BETWEEN_MS);
  }
  await judgeKeys(scene);
  return figures;
}

interface Blow {
  readonly outage: string;
  readonly server: Server;
  readonly away: "freeze" | "kill";
  readonly back: "thaw" | "restart";
  readonly awayMs: number;
}

async function suffer(scene: Scene, blow: Blow): Promise<Outage> {
  const { town, people } = scene;
  const world = realWorld();
  await town.liftLimits();
  await comeInAgain(town, people);
  const book = openBook(blow.outage);
  const socket = await openFollower(town, people.amina);
  const over = new AbortController();
  const load = ["write", "write", "read", "list", "sign in"].map((what, i) =>
    keepAsking(scene, { what, name: `${blow.outage} ${i}`, book, signal: over.signal }),
  );
  await world.sleep(BETWEEN_MS);
  await blow.server[blow.away]();
  await world.sleep(blow.awayMs);
  await blow.server[blow.back]();
  const from = world.ticks();
  await until(
    "a write is taken again",
    async () => (await write(scene, `${from}`)).status === 201,
    {
      withinMs: BACK_MS_MAX,
    },
  );
  const backAfterMs = Math.round(world.ticks() - from);
  over.abort();
  await Promise.all(load);
  const wrongs = [...book.wrongs(), ...deathsIn(town)];
  if (socket.readyState !== WebSocket.OPEN) wrongs.push(`${blow.outage}: its socket was closed`);
  socket.terminate();
  if (wrongs.length > 0) throw new Fault([...new Set(wrongs)].join("\n"), { retry: false });
  return { outage: blow.outage, ...book.figures(), backAfterMs };
}

interface Asking {
  readonly what: string;
  readonly name: string;
  readonly book: Book;
  readonly signal: AbortSignal;
}

async function keepAsking(scene: Scene, { what, name, book, signal }: Asking): Promise<void> {
  const world = realWorld();
  for (let i = 0; !signal.aborted; i++) {
    const from = world.ticks();
    const said = await ask(scene, { what, key: `${name}-${i}` });
    book.note(what, said, world.ticks() - from);
    await world.sleep(PAUSE_MS, signal);
  }
}

async function ask(scene: Scene, { what, key }: { readonly what: string; readonly key: string }) {
  const { town, people } = scene;
  const [id = ""] = people.ids["shp"] ?? [];
  switch (what) {
    case "write":
      return await write(scene, key.replaceAll(" ", "-"));
    case "read":
      return await say(town, { by: people.amina, path: `/shipments/${id}` });
    case "list":
      return await say(town, { by: people.ada, path: "/shipments?limit=5" });
    default: {
      const body = { phone: people.otieno.phone, password: PASSWORD };
      return await say(town, { path: "/auth/login", body });
    }
  }
}

/** Asks for a shipment by a key; what was taken is remembered. */
async function write(scene: Scene, key: string): Promise<Said> {
  const body = scene.asked.get(key) ?? teaFrom(HOUR_MS);
  scene.asked.set(key, body);
  const said = await say(scene.town, { by: scene.people.amina, path: "/shipments", body, key });
  if (said.status === 201) scene.taken.set(key, JSON.parse(said.body).id);
  return said;
}

async function say(
  { url, liftLimits }: Town,
  wish: {
    readonly by?: Person;
    readonly path: string;
    readonly body?: object;
    readonly key?: string;
  },
): Promise<Said> {
  void liftLimits().catch(() => undefined);
  const init = {
    method: wish.body === undefined ? "GET" : "POST",
    signal: AbortSignal.timeout(2 * ANSWER_MS_MAX),
    headers: {
      "content-type": "application/json",
      "x-forwarded-for": "192.0.2.9",
      ...(wish.by && { authorization: `Bearer ${wish.by.token}` }),
      ...(wish.key && { "idempotency-key": wish.key }),
    },
    ...(wish.body !== undefined && { body: JSON.stringify(wish.body) }),
  };
  try {
    const answer = await fetch(`${url}/api/v1${wish.path}`, init);
    const retryAfter = answer.headers.get("retry-after");
    return { status: answer.status, body: await answer.text(), retryAfter };
  } catch (error) {
    return { status: 0, body: String(error), retryAfter: null };
  }
}

interface Book {
  readonly note: (what: string, said: Said, ms: number) => void;
  readonly wrongs: () => string[];
  readonly figures: () => Pick<Outage, "answers" | "slowestMs">;
}

function openBook(outage: string): Book {
  const answers: Record<string, number> = {};
  const wrongs: string[] = [];
  let slowestMs = 0;
  return {
    note: (what, { status, body, retryAfter }, ms) => {
      const name = `${what} ${status}`;
      answers[name] = (answers[name] ?? 0) + 1;
      slowestMs = Math.max(slowestMs, Math.round(ms));
      if (ms > ANSWER_MS_MAX)
        wrongs.push(`${outage}: a ${what} took longer than ${ANSWER_MS_MAX} ms`);
      // Limits count for themselves while Redis is away, and nobody lifts them then.
      const isHonest =
        status < 400 ? status > 0 : status === 429 || (status === 503 && retryAfter !== null);
      if (!isHonest)
        wrongs.push(`${outage}: a ${what} was answered ${status} ${body.slice(0, 300)}`);
    },
    wrongs: () => wrongs,
    figures: () => ({ answers, slowestMs }),
  };
}

async function openFollower({ port }: Town, { token }: Person): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ["msafara", `bearer.${token}`]);
  socket.on("error", () => undefined);
  socket.on("message", (text: Buffer) => {
    const { type }: { type: string } = JSON.parse(text.toString());
    if (type === "ping") socket.send('{"type":"pong"}');
  });
  await until("a socket is open", () => socket.readyState === WebSocket.OPEN);
  socket.send('{"type":"subscribe","topic":"me"}');
  return socket;
}

function deathsIn({ gateway, agents }: Town): readonly string[] {
  gateway.forgetTroubles();
  agents.forgetTroubles();
  return [gateway, agents].flatMap((program) => program.death() ?? []);
}

/** The same key again has the same answer; and there is one shipment for each key, and no other. */
async function judgeKeys(scene: Scene): Promise<void> {
  const { town, taken, asked } = scene;
  await comeInAgain(town, scene.people);
  for (const key of asked.keys()) {
    await town.liftLimits();
    const before = taken.get(key);
    const said = await until(`${key} is answered`, async () => {
      const again = await write(scene, key);
      return again.status === 201 && again;
    });
    const { id } = JSON.parse(said.body);
    if (before === undefined || before === id) continue;
    throw new Fault(`The key ${key} was answered ${before}, and then ${id}`, { retry: false });
  }
  const rows = await town.look.ask<{ id: string }>(`SELECT "shipmentId" AS id FROM view.shipments`);
  const known = new Set([...taken.values(), ...(scene.people.ids["shp"] ?? [])]);
  const strangers = rows.filter(({ id }) => !known.has(id));
  if (strangers.length === 0) return;
  const names = strangers.map(({ id }) => id).join(", ");
  throw new Fault(`Shipments that no key asked for: ${names}`, { retry: false });
}
