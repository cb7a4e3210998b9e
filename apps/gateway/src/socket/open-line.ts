import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { Followed } from "./followed.ts";
import { openOutbox, type Outbox } from "./outbox.ts";
import type { Upgrade } from "./read-upgrade.ts";
import type { SocketHouse } from "./socket-house.ts";
import type { Happening } from "./happening.ts";
import type { Session } from "./socket-session.ts";

/** One socket, and all that hangs on it while it is open. */
export interface Line {
  readonly house: SocketHouse;
  readonly socket: WebSocket;
  /** What the socket speaks over. */
  readonly beneath: Duplex;
  readonly upgrade: Upgrade;
  readonly outbox: Outbox;
  readonly happen: (happening: Happening) => void;
  readonly session: () => Session;
  /** By ticket. */
  readonly followed: Map<number, Followed>;
  /** Resolves when no token is being looked at. */
  readonly verifying: () => Promise<void>;
  readonly verifyWith: (work: Promise<void>) => void;
  /** What is to be undone when the socket has ended. */
  readonly ends: Map<"person" | "session", () => void>;
}

/** What a line is made of. */
export type LineParts = Pick<
  Line,
  "house" | "socket" | "beneath" | "upgrade" | "happen" | "session"
>;

/** Opens a line on a socket. */
export function openLine(parts: LineParts): Line {
  const { house, socket, beneath, happen } = parts;
  const { limits, metrics, later } = house;
  const slow = () => happen({ type: "slow" });
  let verifying = Promise.resolve();
  return {
    ...parts,
    outbox: openOutbox({ socket, line: beneath, later, limits, metrics, slow }),
    followed: new Map(),
    verifying: () => verifying,
    verifyWith: (work) => {
      verifying = work;
    },
    ends: new Map(),
  };
}
