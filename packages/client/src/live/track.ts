import type { MsafaraProblem } from "../msafara-problem.ts";
import type { LiveEvent, LivePosition, Topic } from "./live-event.ts";
import type { Feeding, Following } from "./open-following.ts";

/** Without a step forward between them; a server that leaves holes for ever is not asked for ever. */
const HOLES_MAX = 5;

/** Whoever follows, as his topic feeds him and as he reads. */
export type Reader = Feeding & Pick<Following, "end">;

/** How far a reader has been told. */
interface Told {
  /** Nothing before it is known where following began. */
  seen: number | undefined;
  /** Had no room for the next event, so that it must come again. */
  isBehind: boolean;
}

/** One topic over all sockets there will be: who follows it, and which numbers they have. */
export interface Track {
  readonly topic: Topic;
  readonly readers: Map<Reader, Told>;
  /** Everything up to here came; undefined before it is known where following begins. */
  cursor?: number;
  /** The last number that is known to be there. */
  head?: number;
  holes: number;
  latest?: LivePosition;
}

/** Whether something is missing: a `hole` is to be asked for again, `lost` was asked for too often. */
export type Missing = "nothing" | "hole" | "lost";

/** Opens a topic that nobody follows yet. */
export function openTrack(topic: Topic): Track {
  return { topic, readers: new Map(), holes: 0 };
}

/** The frame that goes on where the readers are; it is said on every new socket. */
export function wishOf({ topic, cursor }: Track): string {
  // Places have no numbers to go on from.
  const after = topic.startsWith("truck/") ? undefined : cursor;
  return JSON.stringify({ type: "subscribe", topic, after });
}

/** Takes in a reader who has everything up to `after`, or wants what comes from now on. */
export function joinTrack(track: Track, reader: Reader, after: number | undefined): void {
  const { head, latest } = track;
  track.readers.set(reader, { seen: after ?? head, isBehind: false });
  if (after !== undefined) track.cursor = Math.min(track.cursor ?? after, after);
  else if (head !== undefined) reader.begin(head);
  if (latest !== undefined) reader.feed(latest);
}

/** Goes back to where a reader ran out of room. */
export function rewindTrack(track: Track, reader: Reader): void {
  const told = track.readers.get(reader);
  if (told?.seen === undefined) return;
  told.isBehind = false;
  track.cursor = Math.min(track.cursor ?? told.seen, told.seen);
}

/** The server follows it, and says the last number there is. */
export function hearHead(track: Track, seq: number): void {
  const head = Math.max(track.head ?? 0, seq);
  track.head = head;
  track.cursor ??= head;
  for (const [reader, told] of track.readers) {
    told.seen ??= head;
    reader.begin(head);
  }
}

/** Tells the next number and drops what was told; what comes early is asked for again, in order. */
export function hearEvent(track: Track, event: LiveEvent): Missing {
  const { seq } = event;
  // Nothing can be said of a number before it is known where following begins.
  if (track.cursor === undefined || seq <= track.cursor) return "nothing";
  if (seq > track.cursor + 1) {
    track.holes += 1;
    return track.holes > HOLES_MAX ? "lost" : "hole";
  }
  track.holes = 0;
  track.cursor = seq;
  track.head = Math.max(track.head ?? 0, seq);
  tellReaders(track, event);
  return "nothing";
}

function tellReaders({ readers }: Track, event: LiveEvent): void {
  for (const [reader, told] of readers) {
    if (told.seen === undefined || told.isBehind || event.seq <= told.seen) continue;
    if (reader.feed(event)) told.seen = event.seq;
    else told.isBehind = true;
  }
}

/** Tells where a truck is, unless a later place was told. */
export function hearPosition(track: Track, position: LivePosition): void {
  if (track.latest !== undefined && position.at <= track.latest.at) return;
  track.latest = position;
  for (const reader of track.readers.keys()) reader.feed(position);
}

/** Nobody can follow it any more. */
export function failTrack({ readers }: Track, problem: MsafaraProblem): void {
  for (const reader of readers.keys()) reader.fail(problem);
  readers.clear();
}
