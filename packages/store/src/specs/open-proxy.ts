import { createServer, type AddressInfo, connect, type Socket } from "node:net";
import { once } from "node:events";

/** A way to the database that can be broken. */
export interface Proxy {
  readonly url: string;
  /** From now on nothing that the database says comes through on the ways that are open. */
  readonly muffle: () => void;
  /** Breaks all ways; both sides learn of it, or only the client. */
  readonly cut: (sides: "both" | "client") => void;
  /** Whether new ways are opened. */
  readonly admit: (isOpen: boolean) => void;
  readonly close: () => Promise<void>;
}

interface Way {
  readonly client: Socket;
  readonly server: Socket;
  isMuffled: boolean;
}

/** Stands between a journal and its database. */
export async function openProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  const ways = new Set<Way>();
  let isOpen = true;
  const listener = createServer((client) => {
    if (!isOpen) return void client.destroy();
    const server = connect(Number(target.port), target.hostname);
    const way: Way = { client, server, isMuffled: false };
    ways.add(way);
    client.on("data", (bytes) => server.write(bytes));
    server.on("data", (bytes) => way.isMuffled || client.write(bytes));
    for (const socket of [client, server]) socket.on("error", () => undefined);
    server.on("close", () => client.destroy());
  });
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const url = new URL(databaseUrl);
  url.port = String((listener.address() as AddressInfo).port);

  function cut(sides: "both" | "client"): void {
    for (const { client, server } of ways) {
      client.destroy();
      if (sides === "both") server.destroy();
    }
  }

  return {
    url: url.href,
    muffle: () => {
      for (const way of ways) way.isMuffled = true;
    },
    cut,
    admit: (open) => {
      isOpen = open;
    },
    close: async () => {
      cut("both");
      listener.close();
      await once(listener, "close");
    },
  };
}
