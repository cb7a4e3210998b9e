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

const COMMIT = "commit_batch_v";

/** Opens a wire in front of a server. */
export async function openProxy(serverUrl: string): Promise<Proxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let trap: { cut: Cut; bytes: string; sprung: () => void } | undefined;
  let heldBack: { to: Socket; chunk: Buffer }[] | undefined;

  function pass(client: Socket, server: Socket): void {
    let isCut = false;
    client.on("data", (chunk) => {
      if (heldBack !== undefined) return void heldBack.push({ to: server, chunk });
      server.write(chunk);
      if (trap === undefined || !carries(chunk, trap.bytes)) return;
      const { cut, sprung } = trap;
      trap = undefined;
      isCut = true;
      if (cut === "before-answer") {
        client.destroy();
        sprung();
      } else {
        server.once("data", () => {
          client.destroy();
          sprung();
        });
      }
    });
    server.on("data", (chunk) => {
      if (!isCut) client.write(chunk);
    });
    client.on("close", () => {
      // The server goes on as if nothing had happened: that is the point.
      if (!isCut && heldBack === undefined) server.end();
    });
    server.on("close", () => client.destroy());
  }

  const listener = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => sockets.delete(socket));
    }
    pass(client, server);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  const url = new URL(serverUrl);
  url.port = String(typeof address === "object" && address !== null ? address.port : 0);

  return {
    url: url.href,
    cutNext: (cut, bytes) =>
      new Promise((resolve) => {
        trap = { cut, bytes, sprung: resolve };
      }),
    hold: () => {
      heldBack ??= [];
    },
    release: () => {
      for (const { to, chunk } of heldBack ?? []) to.write(chunk);
      heldBack = undefined;
    },
    held: () => (heldBack ?? []).reduce((sum, { chunk }) => sum + chunk.length, 0),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

/** Whether these bytes are of a commit, and of the one that is meant. */
function carries(chunk: Buffer, bytes: string): boolean {
  return chunk.includes(COMMIT) && chunk.includes(bytes);
}
