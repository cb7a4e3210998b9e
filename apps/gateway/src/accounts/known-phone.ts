import { isRefusal } from "@msafara/kernel";
import { normalizePhone } from "@msafara/store";

/**
 * The one form in which an account has its phone. A number that nobody could have registered stays as it
 * is, and is then as unknown as any other.
 */
export function knownPhone(written: string): string {
  const read = normalizePhone(written);
  return isRefusal(read) ? written : read.phone;
}
