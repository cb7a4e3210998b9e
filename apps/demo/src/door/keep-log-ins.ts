import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Account } from "../cast/person.ts";

const OWNER_ONLY = 0o600;
const FOLDER_OWNER_ONLY = 0o700;

const LogIns = z.array(
  z.object({
    role: z.enum(["driver", "shipper", "support"]),
    name: z.string(),
    phone: z.string(),
    password: z.string(),
  }),
);

/** How people of the demonstration come in, for whoever wants to look through their eyes. */
export interface LogIns {
  /** The same for everybody, and for as long as this state folder lives. */
  readonly password: string;
  readonly has: (phone: string) => boolean;
  readonly add: (account: Account) => Promise<void>;
}

/** Opens `demo/log-ins.json` of a state folder, readable by its owner alone. */
export async function keepLogIns(
  stateFolder: string,
  freshPassword: () => string,
): Promise<LogIns> {
  const folder = join(stateFolder, "demo");
  await mkdir(folder, { recursive: true, mode: FOLDER_OWNER_ONLY });
  const file = join(folder, "log-ins.json");
  const known = new Map((await readKept(file)).map((it) => [it.phone, it]));
  const password = [...known.values()][0]?.password ?? freshPassword();
  return {
    password,
    has: (phone) => known.has(phone),
    add: async ({ role, name, phone }) => {
      known.set(phone, { role, name, phone, password });
      const draft = `${file}.draft`;
      await writeFile(draft, `${JSON.stringify([...known.values()], null, 2)}\n`, {
        mode: OWNER_ONLY,
      });
      await rename(draft, file);
    },
  };
}

async function readKept(file: string): Promise<z.infer<typeof LogIns>> {
  try {
    return LogIns.safeParse(JSON.parse(await readFile(file, "utf8"))).data ?? [];
  } catch {
    // Not there yet, or spoilt: everybody gets another password by his phone.
    return [];
  }
}
