import { decode, type Json } from "@msafara/runtime";

/** What stored bytes say. An operator must see also what a faulty release wrote. */
export function readBody(bytes: Uint8Array): Json {
  try {
    return decode<Json>(bytes);
  } catch {
    // Bytes that are no JSON are what somebody is looking for, not a reason to show nothing.
    return { unreadable: Buffer.from(bytes).toString("base64") };
  }
}
