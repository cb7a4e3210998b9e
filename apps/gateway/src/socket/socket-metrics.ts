import { Counter, Gauge, type Registry } from "prom-client";

/** What is counted about sockets. */
export interface SocketMetrics {
  readonly opened: () => void;
  readonly closed: (code: number) => void;
  readonly heard: () => void;
  readonly told: () => void;
  readonly replayed: () => void;
  readonly conflated: () => void;
}

/** Codes that get a label of their own; clients may close with thousands of others. */
const CODES = new Set([1000, 1001, 1005, 1006, 1007, 1008, 1009, 1011, 4001, 4002, 4008]);

/** Counts sockets, their frames and their ends. */
export function socketMetrics(registry: Registry): SocketMetrics {
  const registers = [registry];
  const open = new Gauge({ name: "socket_connections", help: "Sockets that are open", registers });
  const frames = new Counter({
    name: "socket_frames_total",
    help: "Frames by direction",
    labelNames: ["direction"],
    registers,
  });
  const closes = new Counter({
    name: "socket_closes_total",
    help: "Sockets that ended, by close code",
    labelNames: ["code"],
    registers,
  });
  const [heard, told] = [frames.labels("in"), frames.labels("out")];
  const count = (name: string, help: string) => new Counter({ name, help, registers });
  const replays = count("socket_replays_total", "Topics that were resumed after a number");
  const conflated = count("socket_positions_conflated_total", "Positions a newer one replaced");
  return {
    opened: () => open.inc(),
    closed: (code) => {
      open.dec();
      closes.inc({ code: CODES.has(code) ? String(code) : "other" });
    },
    heard: () => heard.inc(),
    told: () => told.inc(),
    replayed: () => replays.inc(),
    conflated: () => conflated.inc(),
  };
}
