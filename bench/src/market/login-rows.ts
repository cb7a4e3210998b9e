import { openPasswords, strongLuck } from "@msafara/store";
import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { type Load, measureLoad } from "./measure-load.ts";
import type { Place } from "./open-place.ts";
import { PASSWORD } from "./people.ts";
import type { Plan } from "./plan.ts";
import { writeHttp } from "./write-http.ts";

/** As many as are hashed at once. */
const AT_ONCE = 2;
const LOGINS_MIN = 0.7;

/** Logins a second beside the hashing of passwords alone, in the same process. */
export async function loginRows(place: Place, plan: Plan): Promise<readonly Row[]> {
  const everybody = [...place.shippers, ...place.drivers];
  let next = 0;
  const rounds: { readonly bare: number; readonly logins: Load }[] = [];
  for (let i = 0; i < plan.rounds; i++) {
    const requests = Array.from({ length: 200 }, () => {
      const { phone } = everybody[next++ % everybody.length]!;
      const from = `10.${next >> 16}.${(next >> 8) & 255}.${next & 255}`;
      return writeHttp("POST", "/api/v1/auth/login", { from, body: { phone, password: PASSWORD } });
    });
    const order = { port: place.port, connections: AT_ONCE, lastsMs: plan.loginsMs, again: false };
    rounds.push({
      bare: await hashesASecond(plan.loginsMs),
      logins: await measureLoad(place, { ...order, requests }, "200"),
    });
  }
  const figure = (pick: (round: (typeof rounds)[number]) => number) => figureOf(rounds.map(pick));
  return [
    judge({
      question: `logins through the gateway, ${AT_ONCE} at a time`,
      unit: "logins/s",
      figure: figure(({ logins }) => logins.perSecond),
      note: `p50 ${shown(figure(({ logins }) => logins.p50).median)} ms; argon2id alone, ${AT_ONCE} at a time: ${shown(figure(({ bare }) => bare).median)} a second; each login has an address of its own, since one may try twenty times a minute`,
    }),
    judge({
      question: "  how much of argon2id alone?",
      unit: "times",
      figure: figure(({ bare, logins }) => logins.perSecond / bare),
      target: { atLeast: LOGINS_MIN },
      note: "argued: a login is one hash by design, and little else",
    }),
  ];
}

async function hashesASecond(lastsMs: number): Promise<number> {
  const passwords = openPasswords(strongLuck());
  const from = performance.now();
  let hashes = 0;
  async function hash(): Promise<void> {
    while (performance.now() - from < lastsMs) {
      await passwords.hash(PASSWORD);
      hashes += 1;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, hash));
  return (hashes * 1_000) / (performance.now() - from);
}
