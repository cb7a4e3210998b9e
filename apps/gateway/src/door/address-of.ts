import type { FastifyRequest } from "fastify";

/** Of whoever has hung up already, nobody can say any more where he was. */
const NOWHERE = "0.0.0.0";

/** Where a request comes from. */
export function addressOf(request: Pick<FastifyRequest, "ip">): string {
  const ip: string | undefined = request.ip;
  return ip ?? NOWHERE;
}
