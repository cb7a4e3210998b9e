import { connect, createServer, type Socket } from "node:net";

/** What is done to a connection whose commit comes along. */
export type Cut =
  /** The client loses the connection as soon as the commit has left; the server never knows. */
  | "before-answer"
  /** The server answers, and nobody hears it. */
  | "answer";

/** A wire to PostgreSQL that can be cut in the places where it hurts. */
export interface Proxy {
  readonly url: string;
  /** Cuts the connection of the next commit that carries these bytes. Resolves when it has. */
  readonly cutNext: (cut: Cut, bytes: string) => Promise<void>;
  /** Nothing of what the client says passes any more; what it said before is not taken back. */
  readonly hold: () => void;
  /** What was held goes on its way, and everything after it. */
  readonly release: () => void;
  /** How many bytes are held. */
  readonly held: () => number;
  readonly close: () => Promise<void>;
}

/** What all connections of a wire share. */
interface Wire {
  readonly sockets: Set<Socket>;
  trap: { readonly cut: Cut; readonly bytes: string; readonly sprung: () => void } | undefined;
  held: { readonly to: Socket; readonly chunk: Buffer }[] | undefined;
}

const COMMIT = "commit_batch_v";

/** Opens a wire in front of a server. */
export async function openProxy(serverUrl: string): Promise<Proxy> {
  const target = new URL(serverUrl);
  const wire: Wire = { sockets: new Set(), trap: undefined, held: undefined };
  const listener = createServer((client) => {
    join(wire, client, connect(Number(target.port), target.hostname));
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const url = new URL(serverUrl);
  url.port = String(typeof address === "object" && address !== null ? address.port : 0);

  return {
    url: url.href,
    cutNext: (cut, bytes) =>
      new Promise((resolve) => {
        wire.trap = { cut, bytes, sprung: resolve };
      }),
    hold: () => {
      wire.held ??= [];
    },
    release: () => {
      for (const { to, chunk } of wire.held ?? []) to.write(chunk);
      wire.held = undefined;
    },
    held: () => (wire.held ?? []).reduce((sum, { chunk }) => sum + chunk.length, 0),
    close: async () => {
      for (const socket of wire.sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Joins two ends, until one of them is cut. */
function join(wire: Wire, client: Socket, server: Socket): void {
  for (const socket of [client, server]) {
    wire.sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => wire.sockets.delete(socket));
  }
  let isCut = false;
  client.on("data", (chunk) => {
    if (wire.held !== undefined) return void wire.held.push({ to: server, chunk });
    server.write(chunk);
    const { trap } = wire;
    if (trap === undefined || !chunk.includes(COMMIT) || !chunk.includes(trap.bytes)) return;
    wire.trap = undefined;
    isCut = true;
    const cut = () => {
      client.destroy();
      trap.sprung();
    };
    if (trap.cut === "answer") server.once("data", cut);
    else cut();
  });
  server.on("data", (chunk) => {
    if (!isCut) client.write(chunk);
  });
  client.on("close", () => {
    // After a cut the server goes on as if nothing had happened: that is the point.
    if (!isCut && wire.held === undefined) server.end();
  });
  server.on("close", () => client.destroy());
}
