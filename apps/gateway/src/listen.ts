import { Fault } from "@msafara/kernel";
import type { FastifyInstance } from "fastify";

/** Opens the door, or says in one sentence why it cannot. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    throw new Fault(sentenceFor(code, { host, port }), { retry: false, cause });
  }
}

function sentenceFor(code: unknown, at: { readonly host: string; readonly port: number }): string {
  if (code === "EADDRINUSE") {
    return `Port ${at.port} is taken: end what listens there, or choose another with PORT`;
  }
  if (code === "EACCES") {
    return `This user may not open port ${at.port}: choose one above 1023 with PORT`;
  }
  return `Cannot listen on "${at.host}" port ${at.port}: choose another with HOST and PORT`;
}
