import { Fault } from "@msafara/kernel";
import type { Inquiry, Result, Vendor } from "@msafara/runtime";
import type { BankReply } from "./open-bank-desk.ts";

/** The bank as a worker reaches it: over a wire that may break in mid-sentence. */
export function bankLine(url: string): Vendor {
  return {
    perform: (order) => call<Result>(`${url}/perform`, order),
    inquire: (order) => call<Inquiry>(`${url}/inquire`, order),
  };
}

async function call<Said>(url: string, order: unknown): Promise<Said> {
  let reply: BankReply;
  try {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(order) });
    reply = (await response.json()) as BankReply;
  } catch (cause) {
    throw new Fault("Cannot hear the bank", { retry: true, cause });
  }
  if ("fault" in reply) throw new Fault(reply.fault, { retry: reply.retry });
  // The desk hands out what the vendor behind it said, and nothing else.
  return reply.said as Said;
}
