import { registrationSchema } from "@msafara/contracts";
import { isWeakPassword } from "@msafara/store";
import type { Desk } from "../desk.ts";

/** Whose password it is to be, and where it comes from. */
export interface PasswordWish {
  readonly phone: string;
  readonly name: string;
  readonly isPiped: boolean;
}

/** Reads a new password, twice where somebody types it; a complaint when it will not do. */
export async function readPassword(
  desk: Desk,
  { phone, name, isPiped }: PasswordWish,
): Promise<{ readonly password: string } | { readonly complaint: string }> {
  const { askSecret } = desk;
  if (isPiped) return judge((await desk.readInput()).replace(/\r?\n$/, ""), { phone, name });
  if (askSecret === undefined) {
    return { complaint: "Nobody is here to be asked for a password: say --password-stdin" };
  }
  const password = await askSecret("Password");
  if (password === undefined) return { complaint: "No password was given: nothing was made" };
  const judged = judge(password, { phone, name });
  if ("complaint" in judged) return judged;
  const again = await askSecret("The same again");
  return again === password ? judged : { complaint: "The two passwords differ: nothing was made" };
}

function judge(
  password: string,
  account: { readonly phone: string; readonly name: string },
): { readonly password: string } | { readonly complaint: string } {
  if (!registrationSchema.shape.password.safeParse(password).success) {
    return { complaint: "The password is not as wanted: expected 8 to 128 visible characters" };
  }
  return isWeakPassword(password, account)
    ? { complaint: "The password is too easy to guess: choose one that others do not use" }
    : { password };
}
