import { Fault } from "@msafara/kernel";
import type { Inquiry, Result, Vendor } from "@msafara/runtime";
import type { BankReply } from "./open-bank-desk.ts";

/** The bank as a worker reaches it: over a wire that may break in mid-sentence. */
export function bankLine(url: string): Vendor {
  return {
    perform: async (order) => heard<Result>(await call(`${url}/perform`, order)),
    inquire: async (order) => heard<Inquiry>(await call(`${url}/inquire`, order)),
  };
}

async function call<Said>(url: string, order: unknown): Promise<BankReply<Said>> {
  try {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(order) });
    const reply: BankReply<Said> = JSON.parse(await response.text());
    return reply;
  } catch (cause) {
    throw new Fault("Cannot hear the bank", { retry: true, cause });
  }
}

function heard<Said>(reply: BankReply<Said>): Said {
  if ("fault" in reply) throw new Fault(reply.fault, { retry: reply.retry });
  return reply.said;
}
