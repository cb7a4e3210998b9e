import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Fault } from "@msafara/kernel";
import type { Order } from "@msafara/runtime";
import type { Bank } from "@msafara/sim";

/** What the bank says over the wire. */
export type BankReply<Said = unknown> =
  | { readonly said: Said }
  | { readonly fault: string; readonly retry: boolean };

/** The bank stands in a program that nobody kills: its book goes on when a worker dies in mid-sentence. */
export async function openBankDesk(
  bank: Pick<Bank, "perform" | "inquire">,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => void serve(bank, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  bank: Pick<Bank, "perform" | "inquire">,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const order: Order = JSON.parse(Buffer.concat(chunks).toString());
  const reply = await answer(() =>
    request.url === "/inquire" ? bank.inquire(order) : bank.perform(order),
  );
  response.end(JSON.stringify(reply));
}

async function answer(act: () => Promise<unknown>): Promise<BankReply> {
  try {
    return { said: await act() };
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    return { fault, retry: error instanceof Fault && error.retry };
  }
}
