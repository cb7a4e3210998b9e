import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { refuse } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MORNING, openRegistry, type Registry } from "../specs/open-registry.ts";

const PAPER = join(import.meta.dirname, "../../../../docs/design/identity.md");

describe("eraseUser", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  /** Every column that the database says is personal. */
  async function personalColumns(): Promise<readonly string[]> {
    const rows = await registry.ask<{ name: string }>(
      `SELECT format('%s.%s', c.relname, a.attname) AS name
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE col_description(a.attrelid, a.attnum) LIKE 'Personal%'`,
    );
    return inOrder(rows.map(({ name }) => name));
  }

  test("leaves nothing that tells of the person, in any column that is personal", async () => {
    const user = await registry.enter();
    await registry.logIn(user);
    const { id, phone } = user;
    await registry.identity.enrollSecondFactor({ user: id, secret: "sealed", now: MORNING });
    await registry.identity.issueCode({ user: id, purpose: "phone", hash: "h", now: MORNING });
    const waits = { phone: [0], address: [0] };
    await registry.identity.noteLoginAttempt({ phone, address: "::1", waits, now: MORNING });
    expect(await registry.identity.eraseUser({ user: id, now: MORNING })).toMatchObject({
      erased: id,
    });

    expect(await registry.identity.findUserByPhone(phone)).toBeUndefined();
    const left = await Promise.all(
      (await personalColumns()).map(async (name) => {
        const [table, column] = name.split(".");
        const found = await registry.ask(
          `SELECT 1 FROM ${table} WHERE ${column}::text IN ($1, 'Achieng', 'sealed', 'a phone', '41.90.0.1')`,
          [phone],
        );
        return found.length === 0 ? [] : [name];
      }),
    );
    expect(left.flat()).toEqual([]);
  });

  test("keeps the account's id, role and agent, which others' records name", async () => {
    const { id, agent } = await registry.enter();
    await registry.identity.eraseUser({ user: id, now: MORNING });
    const rows = await registry.ask("SELECT role, agent FROM users WHERE id = $1", [id]);
    expect(rows).toEqual([{ role: "driver", agent }]);
    const again = await registry.identity.eraseUser({ user: id, now: MORNING });
    expect(again).toEqual(refuse("user-unknown"));
  });

  test("does not leave an organization to members without an owner", async () => {
    const [owner, other] = [await registry.enter(), await registry.enter()];
    const organization = registry.mint("org");
    const fleet = { id: organization, name: "Rift Haulage", founder: owner.id, now: MORNING };
    await registry.identity.foundOrganization(fleet);
    await registry.ask("INSERT INTO members VALUES (now(), $1, $2, 'driver')", [
      organization,
      other.id,
    ]);
    const wish = { user: owner.id, now: MORNING };
    expect(await registry.identity.eraseUser(wish)).toEqual(refuse("last-owner", { organization }));
    await registry.identity.removeMember({ organization, user: other.id, now: MORNING });
    expect(await registry.identity.eraseUser(wish)).toMatchObject({ erased: owner.id });
  });

  test("does not erase the owner who is left when the other one leaves at the same time", async () => {
    const [owner, other, driver] = [
      await registry.enter(),
      await registry.enter(),
      await registry.enter(),
    ];
    const organization = registry.mint("org");
    const fleet = { id: organization, name: "Rift Haulage", founder: owner.id, now: MORNING };
    await registry.identity.foundOrganization(fleet);
    await registry.ask(
      "INSERT INTO members VALUES (now(), $1, $2, 'owner'), (now(), $1, $3, 'driver')",
      [organization, other.id, driver.id],
    );
    const leaving = `WITH held AS (SELECT id FROM organizations WHERE id = $1 FOR UPDATE)
      DELETE FROM members USING held WHERE organization = held.id AND user_id = $2`;
    const held = await registry.hold(leaving, [organization, other.id]);
    const answer = registry.identity.eraseUser({ user: owner.id, now: MORNING });
    await held.letGoWhen(1);
    expect(await answer).toEqual(refuse("last-owner", { organization }));
  });

  test("forgets every column that the paper says is personal, and no other is", async () => {
    const paper = await readFile(PAPER, "utf8");
    const named = [...paper.matchAll(/^\| `(\w+\.\w+)`/gm)].map(([, name = ""]) => name);
    expect(inOrder(named)).toEqual(await personalColumns());
  });
});

function inOrder(names: readonly string[]): readonly string[] {
  return names.toSorted((one, other) => (one < other ? -1 : 1));
}
