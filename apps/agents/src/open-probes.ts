import { createServer, type Server } from "node:http";
import { Fault } from "@msafara/kernel";
import type { Registry } from "prom-client";

export interface ProbeParts {
  readonly host: string;
  readonly port: number;
  readonly ready: () => boolean;
  readonly registry: Registry;
}

/** Three addresses for the machine room; agents have no other door. */
export async function openProbes(parts: ProbeParts): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    void answer(parts, request.url ?? "/").then(({ status, type, body }) => {
      response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" });
      response.end(body);
    });
  });
  await listen(server, parts);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function answer({ ready, registry }: ProbeParts, url: string): Promise<Answer> {
  switch (url) {
    case "/healthz":
      return json(200, { status: "alive" });
    case "/readyz":
      return ready() ? json(200, { status: "ready" }) : json(503, { status: "waiting" });
    case "/metrics":
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    default:
      return json(404, { status: "not-found" });
  }
}

function json(status: number, body: Readonly<Record<string, string>>): Answer {
  return { status, type: "application/json", body: JSON.stringify(body) };
}

function listen(server: Server, { host, port }: ProbeParts): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      const sentence = `Cannot listen on "${host}" port ${port}: choose another with HOST and PORT`;
      reject(new Fault(sentence, { retry: false, cause }));
    });
    server.listen({ host, port }, resolve);
  });
}
