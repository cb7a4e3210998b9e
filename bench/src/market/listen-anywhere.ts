import type { FastifyInstance } from "fastify";

/** Listens on loopback, on whatever port is free, and says which. */
export async function listenAnywhere(app: FastifyInstance): Promise<number> {
  return Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port);
}
