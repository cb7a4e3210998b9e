import type { RawData } from "ws";
import { type Line, openLine } from "./open-line.ts";
import { performDeed } from "./perform-deed.ts";
import { readFrame } from "./read-frame.ts";
import type { Upgrade } from "./read-upgrade.ts";
import type { SocketHouse } from "./socket-house.ts";
import type { Happening } from "./happening.ts";
import { openSession, stepSession } from "./socket-session.ts";

/** One socket that is served. */
export interface Served {
  readonly tick: () => void;
  readonly drain: () => void;
  readonly terminate: () => void;
}

/** Serves one socket: what happens goes through its session, and what that decides is done. */
export function serveSocket(
  house: SocketHouse,
  { socket, beneath }: Pick<Line, "socket" | "beneath">,
  upgrade: Upgrade,
): Served {
  const { world, limits, metrics } = house;
  const moment = () => ({ now: world.now(), ticks: world.ticks(), limits });
  let session = openSession(moment());
  let reading = Promise.resolve();
  let mayRead = false;

  function happen(happening: Happening): void {
    const [next, deeds] = stepSession(session, happening, moment());
    session = next;
    for (const deed of deeds) {
      if (deed.do === "read") mayRead = true;
      else performDeed(line, deed);
    }
  }

  const line = openLine({ house, socket, beneath, upgrade, happen, session: () => session });

  /** One after the other: what is sent behind a token waits until the token has been looked at. */
  function later(happening: Happening): void {
    reading = reading.then(async () => {
      happen(happening);
      await line.verifying();
    });
  }

  socket.on("message", (raw, isBinary) => {
    metrics.heard();
    mayRead = false;
    happen({ type: "arrived" });
    if (mayRead) later(readFrame(bytesOf(raw), isBinary));
  });
  for (const sign of ["ping", "pong"] as const) socket.on(sign, () => happen({ type: "arrived" }));
  // Whatever broke, the end follows, and is counted by its code.
  socket.on("error", () => undefined);
  socket.once("close", (code) => {
    metrics.closed(code);
    happen({ type: "drained" });
    for (const undo of line.ends.values()) undo();
  });
  metrics.opened();
  const { token } = upgrade;
  if (token !== undefined) later({ type: "asked", frame: { type: "auth", token } });
  return {
    tick: () => happen({ type: "tick" }),
    drain: () => happen({ type: "drained" }),
    terminate: () => socket.terminate(),
  };
}

function bytesOf(raw: RawData): Uint8Array {
  if (Array.isArray(raw)) return Buffer.concat(raw);
  return raw instanceof ArrayBuffer ? new Uint8Array(raw) : raw;
}
