import { once } from "node:events";
import { connect } from "node:net";
import { Fault } from "@msafara/kernel";
import { WebSocket } from "ws";

const AT_ONCE = 50;

/** Who follows what, and how they come in. */
export interface FollowOrder {
  readonly url: string;
  readonly httpPort: number;
  /** One for each follower; none where nobody asks who comes. */
  readonly tokens: readonly string[];
  readonly count: number;
  readonly topic?: string;
  /** What the frame has in it that all wait for. */
  readonly mark: string;
}

/** Many sockets of one process that wait for the same event. */
export interface Followers {
  /** Sends a whole request, and says how long it took until the last follower had heard of it. */
  readonly tell: (request: string) => Promise<number>;
  readonly leave: () => Promise<void>;
}

/** Lets followers in, some at a time, and has each follow the topic. */
export async function openFollowers(order: FollowOrder): Promise<Followers> {
  const sockets: WebSocket[] = [];
  const heard = { count: 0, all: Promise.withResolvers<void>() };
  const line = connect({ port: order.httpPort, host: "127.0.0.1", noDelay: true });
  line.on("data", (answer: Buffer) => {
    const [status = ""] = answer.toString("latin1").split("\r\n", 1);
    if (status.startsWith("HTTP/") && !status.startsWith("HTTP/1.1 2"))
      heard.all.reject(new Fault(`Nobody will hear of it: ${status}`, { retry: false }));
  });
  const hear = () => {
    heard.count += 1;
    if (heard.count === order.count) heard.all.resolve();
  };
  for (let i = 0; i < order.count; i += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, order.count - i) }, (_, j) =>
      openFollower(order, { token: order.tokens[i + j], hear }),
    );
    sockets.push(...(await Promise.all(some)));
  }
  return {
    tell: async (request) => {
      heard.count = 0;
      heard.all = Promise.withResolvers();
      const began = performance.now();
      line.write(request);
      await heard.all.promise;
      return performance.now() - began;
    },
    leave: async () => {
      line.destroy();
      await Promise.all(
        sockets.map(async (socket) => {
          socket.terminate();
          await once(socket, "close");
        }),
      );
    },
  };
}

async function openFollower(
  { url, topic, mark }: FollowOrder,
  { token, hear }: { readonly token: string | undefined; readonly hear: () => void },
): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const follows = Promise.withResolvers<void>();
  socket.on("message", (raw: Buffer) => {
    if (raw.includes(mark)) hear();
    else if (raw.includes('"subscribed"')) follows.resolve();
    else if (raw.includes('"error"'))
      follows.reject(new Fault(`Cannot follow: ${raw.toString()}`, { retry: false }));
  });
  await once(socket, "open");
  if (topic === undefined) return socket;
  socket.send(JSON.stringify({ type: "auth", token }));
  socket.send(JSON.stringify({ type: "subscribe", topic }));
  await follows.promise;
  return socket;
}
