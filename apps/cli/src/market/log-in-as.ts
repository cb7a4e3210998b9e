import type { Desk } from "../desk.ts";
import type { Option } from "../command/command.ts";

const PHONE = /^\+\d{8,15}$/;

/** By which phone somebody comes in, and what opens it. */
export interface Credentials {
  readonly phone: string;
  readonly password: string;
}

/** An option that names who comes in. */
export function asOption(who: string): Option {
  return {
    value: {
      name: "PHONE",
      expected: "a phone such as +254712345678",
      accepts: (text) => PHONE.test(partsOf(text).phone) && partsOf(text).password !== "",
      isSecret: true,
    },
    says:
      `${who}. The password is the one in MSAFARA_PASSWORD, else it is asked for; PHONE:PASSWORD says both, ` +
      "to whoever lists the processes of this machine, too",
  };
}

/** Finds the password of whom `--as` names: written behind it, in the environment, or asked for; else a complaint. */
export async function logInAs(
  as: string,
  { password: usual, askSecret }: Pick<Desk, "password" | "askSecret">,
): Promise<Credentials | { readonly complaint: string }> {
  const { phone, password = usual } = partsOf(as);
  if (password !== undefined) return { phone, password };
  if (askSecret === undefined) {
    return { complaint: "Nobody is here to be asked for a password: set MSAFARA_PASSWORD" };
  }
  const asked = await askSecret(`Password of ${phone}`);
  return asked ? { phone, password: asked } : { complaint: "No password was given" };
}

function partsOf(as: string): { readonly phone: string; readonly password?: string } {
  const at = as.indexOf(":");
  return at < 0 ? { phone: as } : { phone: as.slice(0, at), password: as.slice(at + 1) };
}
