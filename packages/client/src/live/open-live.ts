import { decodeAck, type Fix } from "@msafara/contracts";
import { assert, type World } from "@msafara/kernel";
import type { Tokens } from "../tokens.ts";
import { keepFixes } from "./keep-fixes.ts";
import { type Keeper, keepLine } from "./keep-line.ts";
import type { LineState } from "./line-state.ts";
import type { ToldOf, Topic } from "./live-event.ts";
import { type Following, openFollowing } from "./open-following.ts";
import { openTracks } from "./open-tracks.ts";
import type { SocketMaker } from "./socket-like.ts";

const LINGER_MS = 1_000;

/** How following may be begun. */
export interface FollowWish {
  /** The last number that the caller has; without it only what comes is told. */
  readonly after?: number;
  /** Ends the following when it fires. */
  readonly signal?: AbortSignal;
}

/** What happens, as it happens: one socket for all topics, which goes on where it was cut off. */
export interface Live {
  /** Follows a topic from this moment on, without gap or double over any number of sockets. */
  readonly follow: <Of extends Topic>(topic: Of, wish?: FollowWish) => Following<ToldOf<Of>>;
  /** Calls for each event and waits for it; rejects with the problem that ended it. */
  readonly hear: <Of extends Topic>(
    topic: Of,
    ear: (told: ToldOf<Of>) => void | Promise<void>,
    wish?: FollowWish,
  ) => Promise<void>;
  /** Hears how the socket is; answers the way to hear no more of it. */
  readonly onLine: (ear: (state: LineState) => void) => () => void;
  /**
   * Reports where this phone is. It is kept until the server has it, over any number of sockets; the
   * newest goes first. The client needs a `device`, whose own numbers the fixes bear.
   */
  readonly report: (fix: Fix) => void;
  /** How many fixes the server has not acknowledged. */
  readonly unacknowledged: () => number;
  /** For apps that were brought back to the front: looks at once whether the socket still lives. */
  readonly wake: () => void;
  /** Ends all that is followed, and the socket. */
  readonly close: () => void;
}

/** What live topics are opened with. */
export interface LiveParts {
  readonly url: string;
  readonly socket: SocketMaker;
  readonly world: World;
  readonly tokens: Tokens;
  /** The session of this install, which numbers its own fixes. */
  readonly device?: string | undefined;
  readonly heartbeatMs?: number | undefined;
}

/** Opens live topics; nothing is connected before one is followed. */
export function openLive(parts: LiveParts): Live {
  const ears = new Set<(state: LineState) => void>();
  const { tracks, keeper, fixes, sendFixes } = deskOf(parts, ears);

  /** Whoever leaves one page of an app opens the next one in the same breath. */
  async function linger(): Promise<void> {
    await parts.world.sleep(LINGER_MS);
    if (tracks.count() === 0 && fixes.count() === 0) keeper.stop();
  }

  function follow<Of extends Topic>(topic: Of, wish?: FollowWish): Following<ToldOf<Of>>;
  function follow(topic: Topic, { after, signal }: FollowWish = {}): Following {
    const following = openFollowing({
      hungry: () => tracks.rewind(topic, following),
      left: () => {
        signal?.removeEventListener("abort", following.end);
        tracks.leave(topic, following);
        if (tracks.count() === 0) void linger();
      },
    });
    if (signal?.aborted === true) following.end();
    else {
      signal?.addEventListener("abort", following.end);
      tracks.join({ topic, reader: following, after });
      keeper.start();
    }
    return following;
  }

  return {
    follow,
    hear: async (topic, ear, wish) => {
      for await (const told of follow(topic, wish)) await ear(told);
    },
    onLine: (ear) => {
      ears.add(ear);
      return () => void ears.delete(ear);
    },
    report: (fix) => {
      assert(parts.device, "a client that reports places was opened with the name of its install");
      fixes.add(fix);
      sendFixes();
      keeper.start();
    },
    unacknowledged: fixes.count,
    wake: keeper.wake,
    close: () => {
      tracks.endAll();
      keeper.stop();
    },
  };
}

/** The topics and their socket, each of which needs the other. */
function deskOf(parts: LiveParts, ears: ReadonlySet<(state: LineState) => void>) {
  const tracks = openTracks({
    world: parts.world,
    say: (frame) => {
      const line = keeper.line();
      if (line?.isOpen() === true) line.say(frame);
    },
  });
  const fixes = keepFixes();
  const sendFixes = () => {
    const line = keeper.line();
    if (line?.isOpen() !== true) return;
    for (let frame = fixes.take(); frame !== undefined; frame = fixes.take()) line.say(frame);
  };
  let isClosed = false;
  const open = keepLine({
    ...parts,
    isWanted: () => !isClosed && (tracks.count() > 0 || fixes.count() > 0),
    opened: () => {
      tracks.subscribeAll();
      fixes.resend();
      sendFixes();
    },
    hear: tracks.hear,
    hearBytes: (bytes) => {
      const lastSeq = decodeAck(bytes);
      if (typeof lastSeq === "number") fixes.acknowledge(lastSeq);
    },
    gaveUp: (problem) => {
      isClosed = true;
      tracks.failAll(problem);
    },
    tellState: (state) => {
      for (const ear of ears) ear(state);
    },
  });
  const keeper: Keeper = {
    ...open,
    start: () => {
      isClosed = false;
      open.start();
    },
    stop: () => {
      isClosed = true;
      open.stop();
    },
  };
  return { tracks, keeper, fixes, sendFixes };
}
