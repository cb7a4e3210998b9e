import { realWorld } from "@msafara/kernel";
import { openIdentity } from "@msafara/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "../command/command.ts";
import { runCommandLine } from "../run-command-line.ts";
import { deskAt, type Office, openOffice } from "../specs/open-office.ts";

const PASSWORD = "a long way to Kisumu";

let office: Office;
let identity: ReturnType<typeof openIdentity>;
beforeAll(async () => {
  office = await openOffice();
  identity = openIdentity({ connectionString: office.url, connectionsMax: 2 });
});
afterAll(async () => {
  await identity.close();
  await office.close();
});

/** Somebody pipes a password in. */
async function pipe(input: string, words: readonly string[]): Promise<Outcome> {
  const desk = deskAt(office.url, undefined, { readInput: async () => input });
  try {
    return await runCommandLine(["admin", "create", "--password-stdin", ...words], desk);
  } finally {
    await desk.close();
  }
}

/** Somebody sits there and types these passwords, one after the other. */
async function type(secrets: readonly (string | undefined)[], words: readonly string[]) {
  const [left, questions]: [(string | undefined)[], string[]] = [[...secrets], []];
  const askSecret = async (question: string) => {
    questions.push(question);
    return left.shift();
  };
  const desk = deskAt(office.url, undefined, { askSecret });
  try {
    return [await runCommandLine(["admin", "create", ...words], desk), questions] as const;
  } finally {
    await desk.close();
  }
}

const named = (phone: string) => ["--phone", phone, "--name", "Wanjiku Kamau"];

describe("admin create", () => {
  test("makes an admin who can come in, and writes down who did it", async () => {
    const { exitCode, lines } = await pipe(`${PASSWORD}\n`, named("0712 000 001"));
    expect([exitCode, lines]).toEqual([
      0,
      [expect.stringMatching(/^usr_\w+ is admin: Wanjiku Kamau, \+254712000001, by ann$/)],
    ]);
    const admin = await identity.findUserByPhone("+254712000001");
    expect(admin).toMatchObject({ role: "admin", agent: null, name: "Wanjiku Kamau" });
    const { passwords } = deskAt(office.url);
    const verdict = await passwords.verify(PASSWORD, admin?.passwordHash);
    expect(verdict).toEqual({ isRight: true, isOutdated: false });
    const [line] = await identity.pageAudit({ resource: admin?.id ?? "none", limit: 1 });
    expect(line).toMatchObject({ who: "ann", act: "user.registered", detail: { role: "admin" } });
    expect(line?.origin).toBe("command line");
  });

  test("asks twice for a password where somebody sits, and shows it nowhere", async () => {
    const words = [...named("+254712000002"), "--role", "support", "--by", "juma", "--json"];
    const [{ exitCode, lines }, questions] = await type([PASSWORD, PASSWORD], words);
    expect([exitCode, questions]).toEqual([0, ["Password", "The same again"]]);
    const said = lines.join("\n");
    expect(JSON.parse(said)).toMatchObject({ role: "support", by: "juma" });
    expect(said).not.toContain(PASSWORD);
  });

  test.for([
    ["two that differ", [PASSWORD, `${PASSWORD}!`], "The two passwords differ: nothing was made"],
    ["none", [undefined], "No password was given: nothing was made"],
    ["a short one", ["short"], "expected 8 to 128 visible characters"],
    ["a common one", ["password2026"], "The password is too easy to guess"],
    ["her own name", ["wanjiku2026"], "The password is too easy to guess"],
  ] as const)("makes nothing of %s", async ([, secrets, complaint]) => {
    const [outcome] = await type(secrets, named("+254712000003"));
    expect(outcome).toMatchObject({ exitCode: 1, lines: [] });
    expect(outcome.complaint).toContain(complaint);
    expect(await identity.findUserByPhone("+254712000003")).toBeUndefined();
  });

  test("refuses a phone that has an account, and changes nothing about it", async () => {
    await pipe(PASSWORD, named("+254712000004"));
    const before = await identity.findUserByPhone("+254712000004");
    const again = await pipe("another way to Thika", named("+2540712000004"));
    const complaint = "The phone +254712000004 has an account: nothing was made";
    expect(again).toEqual({ exitCode: 1, lines: [], complaint });
    expect(await identity.findUserByPhone("+254712000004")).toEqual(before);
  });

  test.for([
    ["no phone", ["--name", "Ann"], '"admin create" needs --phone and --name'],
    ["no name", ["--phone", "+254712000005"], '"admin create" needs --phone and --name'],
    ["no such phone", named("+254201234567"), "expected a mobile number such as +254712345678"],
    ["another role", [...named("+254712000005"), "--role", "shipper"], "expected admin or support"],
    ["a password for all to see", ["--password", "x"], 'has no option "--password"'],
  ] as const)("does not understand %s", async ([, words, complaint]) => {
    const outcome = await pipe(PASSWORD, words);
    expect(outcome.exitCode).toBe(2);
    expect(outcome.complaint).toContain(complaint);
  });

  test("cannot ask where nobody sits", async () => {
    const { exitCode, complaint } = await office.ask("admin create --phone 0712000006 --name Ann");
    expect(exitCode).toBe(1);
    expect(complaint).toBe("Nobody is here to be asked for a password: say --password-stdin");
  });
});

describe("admin list", () => {
  test("shows operators in pages and nobody else, and the record says who looked", async () => {
    const phones = ["+254712000011", "+254712000012", "+254712000013"];
    for (const phone of phones) await pipe(PASSWORD, named(phone));
    const { mint, now } = realWorld();
    const shipper = {
      role: "shipper",
      phone: "+254712000014",
      name: "Juma",
      locale: "sw",
    } as const;
    const ids = { id: mint("usr"), agent: mint("shr") };
    await identity.registerUser({ ...shipper, ...ids, passwordHash: "none", now: now() });
    const { lines } = await office.ask("admin list --limit 2 --by juma");
    expect(lines[0]).toMatch(/^ID +ROLE +PHONE +NAME +SINCE +STATE$/);
    expect(lines[1]).toMatch(/^usr_\w+ +admin +\+254712000013 .* password$/);
    const next = lines.at(-1)?.replace("More: pnpm msafara ", "") ?? "";
    const { lines: more } = await office.ask(`${next} --json`);
    const { admins } = JSON.parse(more.join("\n"));
    expect(admins[0]).toMatchObject({ phone: "+254712000011", hasSecondFactor: false });
    const looks = await identity.pageAudit({ who: "juma", limit: 9 });
    expect(looks.map(({ act }) => act)).toContain("admins.viewed");
  });
});
