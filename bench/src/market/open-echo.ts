import { paramsSchemaOf, ROUTES } from "@msafara/contracts";
import fastify from "fastify";
import { WebSocketServer } from "ws";
import { listenAnywhere } from "./listen-anywhere.ts";

/** What a gateway would be that does nothing: Fastify reads, zod parses, JSON is written. */
export interface Echo {
  readonly port: number;
  /** What `GET /things/{id}` answers with, so that it is as long as the answer it stands beside. */
  readonly show: (text: string) => void;
  /** How much each follower is sent. */
  readonly frame: (bytes: number) => void;
  readonly close: () => Promise<void>;
}

const Thing = paramsSchemaOf(ROUTES.readShipment);

/** Opens it in this process, where the gateway is, too. */
export async function openEcho(): Promise<Echo> {
  const app = fastify();
  let thing: unknown = {};
  let frame = "told";
  app.post("/api/v1/bids", async (request, reply) => {
    const bid = ROUTES.submitBid.body.parse(request.body);
    return await reply.code(201).send(bid);
  });
  app.get("/things/:id", async (request, reply) => {
    Thing.parse(request.params);
    return await reply.send(thing);
  });
  const wss = new WebSocketServer({ server: app.server, perMessageDeflate: false });
  app.post("/tell", async (_request, reply) => {
    for (const socket of wss.clients) socket.send(frame);
    return await reply.code(204).send();
  });
  const port = await listenAnywhere(app);
  return {
    port,
    show: (text) => {
      thing = JSON.parse(text);
    },
    frame: (bytes) => {
      frame = `told${"x".repeat(Math.max(0, bytes - 4))}`;
    },
    close: async () => {
      for (const socket of wss.clients) socket.terminate();
      wss.close();
      await app.close();
    },
  };
}
