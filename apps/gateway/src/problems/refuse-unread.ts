import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { World } from "@msafara/kernel";
import { refuseUpgrade } from "../socket/refuse-upgrade.ts";
import { instanceOf } from "./instance-of.ts";

/** What stands before the parser of requests. */
export interface Unread {
  /** Told of what cannot be read as a request, or has not come in time. */
  readonly clientErrorHandler: (error: Error, socket: Socket) => void;
  /** Keeps in mind to whom a server owes an answer. */
  readonly watch: (server: Server) => void;
}

/**
 * Answers what never becomes a request by the same kind of document as all else, and hangs up. Behind a
 * request that is still being answered nothing is said: it would be read as that one's answer.
 */
export function refuseUnread(world: Pick<World, "mint">): Unread {
  const owed = new WeakMap<Socket, number>();

  function owe(socket: Socket, more: 1 | -1): void {
    owed.set(socket, (owed.get(socket) ?? 0) + more);
  }

  function refuse(socket: Socket, instance: string): void {
    if (socket.destroyed || !socket.writable) return;
    if ((owed.get(socket) ?? 0) > 0) return void socket.destroy();
    refuseUpgrade(socket, {
      code: "malformed",
      facts: {},
      language: "en",
      instance,
      requestId: world.mint("req"),
    });
  }

  return {
    clientErrorHandler: (_error, socket) => refuse(socket, "/"),
    watch: (server) => {
      server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
        owe(socket, 1);
        response.once("close", () => owe(socket, -1));
      });
      // Nobody here knows how to do what only `Expect` speaks of.
      server.on("checkExpectation", ({ socket, url }: IncomingMessage) => {
        refuse(socket, instanceOf(url));
      });
    },
  };
}
