import type { Account } from "./make-operator.ts";

const ROLES = ["shipper", "driver", "support"] as const;
const NAME_WIDTH = 20;

/** Collects one log-in of each kind, and tells them all at once: how to look on, and how to end it. */
export function tellLogIns({
  speed,
  say,
}: {
  readonly speed: number;
  readonly say: (line: string) => void;
}): (account: Account) => void {
  const known = new Map<string, Account>();
  let isTold = false;
  return (account) => {
    known.set(account.role, account);
    if (isTold || !ROLES.every((role) => known.has(role))) return;
    isTold = true;
    const pace = speed === 1 ? "in real time" : `${speed} times faster than life`;
    say(`✓ Thirty drivers and ten shippers come in one by one; trucks drive ${pace}`);
    for (const role of ROLES) {
      const { name = "", phone = "", password = "" } = known.get(role) ?? {};
      say(`    ${role.padEnd(8)} ${name.padEnd(NAME_WIDTH)} ${phone}  password ${password}`);
    }
    say("  Watch the market with: npx -y pnpm@12 msafara watch");
    say("  End it from anywhere with: npx -y pnpm@12 stop");
  };
}
