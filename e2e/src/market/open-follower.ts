import { toldFrameSchema } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import type { Person } from "./open-person.ts";
import type { Place } from "./open-place.ts";

/** One live event, as it came over the wire. */
export interface LiveEvent {
  readonly seq: number;
  readonly name: string;
  readonly data: Readonly<Record<string, any>>;
}

/** One topic of one person, through however many gateways. */
export interface Inbox {
  readonly topic: string;
  readonly events: readonly LiveEvent[];
  /** The next event that nobody has taken yet; nothing when none comes in time. */
  readonly next: (waitMs: number) => Promise<LiveEvent | undefined>;
}

/** Somebody's socket, which comes back at any gateway and goes on where it was cut off. */
export interface Follower {
  readonly follow: (topic: string) => Inbox;
  readonly inboxes: () => readonly Inbox[];
  /** How often it had to come back. */
  readonly resumes: () => number;
  /** Gaps, doubles and refusals. */
  readonly wrongs: readonly string[];
  readonly close: () => void;
}

interface Box extends Inbox {
  readonly events: LiveEvent[];
  taken: number;
  wake: () => void;
}

const BACK_MS = [50, 400] as const;
const LATER_MS = 250;
const PACE_MS = 60;
const SOON = ["try-again", "too-many-frames", "topic-not-found"];
const SOON_MAX = 200;

type Street = Pick<Place, "doors" | "ears">;

/** One person's line, whichever socket it runs over just now. */
interface Line {
  readonly person: Person;
  readonly street: Street;
  readonly boxes: Map<string, Box>;
  readonly wrongs: string[];
  readonly closing: AbortController;
  socket: WebSocket | undefined;
  opened: number;
  askedAgain: number;
}

/** Opens somebody's socket at one of the doors. */
export function openFollower(person: Person, street: Street): Follower {
  const line: Line = {
    person,
    street,
    boxes: new Map(),
    wrongs: [],
    closing: new AbortController(),
    socket: undefined,
    opened: 0,
    askedAgain: 0,
  };
  void keepOpen(line);
  return {
    follow: (topic) => {
      const box = line.boxes.get(topic) ?? openBox(topic, person.world);
      if (!line.boxes.has(topic)) ask(line, box);
      line.boxes.set(topic, box);
      return box;
    },
    inboxes: () => [...line.boxes.values()],
    resumes: () => Math.max(0, line.opened - 1),
    wrongs: line.wrongs,
    close: () => {
      line.closing.abort();
      line.socket?.close();
    },
  };
}

/** Whatever cuts it off, it comes back, at any door. */
async function keepOpen(line: Line): Promise<void> {
  const { person, closing } = line;
  const { doors, ears } = line.street;
  const { luck, world } = person;
  while (!closing.signal.aborted) {
    const address = `${luck.pick(doors).replace("http", "ws")}/ws`;
    const socket = new ears.WebSocket(address, ["msafara", `bearer.${await person.token()}`]);
    line.socket = socket;
    socket.addEventListener("open", () => {
      line.opened += 1;
      void askAll(line, socket);
    });
    socket.addEventListener("message", ({ data }) => hear(line, String(data)));
    await closed(socket);
    await world.sleep(luck.between(...BACK_MS), closing.signal);
  }
}

/** No more frames in a second than a gateway reads. */
async function askAll(line: Line, socket: WebSocket): Promise<void> {
  for (const box of line.boxes.values()) {
    if (line.socket !== socket) return;
    ask(line, box);
    await line.person.world.sleep(PACE_MS, line.closing.signal);
  }
}

function ask({ socket }: Line, { topic, events }: Box): void {
  if (socket?.readyState !== WebSocket.OPEN) return;
  const after = events.at(-1)?.seq ?? 0;
  socket.send(JSON.stringify({ type: "subscribe", topic, after }));
}

function hear(line: Line, text: string): void {
  const frame = toldFrameSchema.parse(JSON.parse(text));
  if (frame.type === "ping") line.socket?.send(JSON.stringify({ type: "pong" }));
  if (frame.type === "error") void hearNo(line, frame);
  if (frame.type !== "event") return;
  const box = line.boxes.get(frame.topic);
  if (box === undefined) return;
  const due = (box.events.at(-1)?.seq ?? 0) + 1;
  const { seq, name, data, topic } = frame;
  if (seq !== due) line.wrongs.push(`heard ${seq} of ${topic} where ${due} was due`);
  box.events.push({ seq, name, data });
  box.wake();
}

/** What the gateway cannot say just now is asked for again. */
async function hearNo(
  line: Line,
  { code, topic = "" }: { readonly code: string; readonly topic?: string | undefined },
): Promise<void> {
  const box = line.boxes.get(topic);
  if (box === undefined || !SOON.includes(code) || (line.askedAgain += 1) > SOON_MAX) {
    line.wrongs.push(`was refused ${topic}: ${code}`);
    return;
  }
  await line.person.world.sleep(LATER_MS, line.closing.signal);
  ask(line, box);
}

function openBox(topic: string, world: Pick<World, "sleep">): Box {
  let waiting = new AbortController();
  const box: Box = {
    topic,
    events: [],
    taken: 0,
    wake: () => waiting.abort(),
    next: async (waitMs) => {
      if (box.taken >= box.events.length) {
        waiting = new AbortController();
        await world.sleep(waitMs, waiting.signal);
      }
      const event = box.events[box.taken];
      if (event !== undefined) box.taken += 1;
      return event;
    },
  };
  return box;
}

function closed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.addEventListener("close", () => resolve());
    socket.addEventListener("error", () => undefined);
  });
}
