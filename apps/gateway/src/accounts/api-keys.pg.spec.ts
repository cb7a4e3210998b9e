import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashToken } from "../identity/hash-token.ts";
import { receiptFor } from "./receipt-for.ts";
import {
  DAY_MS,
  type FrontDesk,
  MINUTE_MS,
  MORNING,
  openFrontDesk,
  PASSWORD,
} from "../specs/open-front-desk.ts";

let desk: FrontDesk;
beforeAll(async () => {
  desk = await openFrontDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  desk.clock.now = MORNING;
});

describe("an API key", () => {
  const body = { name: "Voice desk", scopes: ["desk", "shipments"] };

  test("is shown once and never again, and opens until it is revoked", async () => {
    const { token, id: admin } = await desk.enterOperator();
    const made = await desk.ask("createApiKey", { token, body });
    expect(made.status).toBe(201);
    const { id, secret, prefix, rotateBy } = made.body;
    expect(secret.startsWith(prefix)).toBe(true);
    expect(Date.parse(rotateBy)).toBe(MORNING + 90 * DAY_MS);
    const listed = await desk.ask("listApiKeys", { token });
    const { secret: _secret, ...rest } = made.body;
    expect(listed.body.items[0]).toEqual(rest);
    expect(JSON.stringify(listed)).not.toContain(secret);
    expect(await desk.identity.findApiKey(hashToken(secret))).toMatchObject({ id });
    const params = { id };
    expect((await desk.ask("revokeApiKey", { token, params })).status).toBe(204);
    expect((await desk.ask("revokeApiKey", { token, params })).refused).toBe("api-key-not-found");
    expect(await desk.identity.findApiKey(hashToken(secret))).toBeUndefined();
    const acts = (await desk.identity.pageAudit({ resource: id, limit: 9 })).map((line) => {
      return [line.who, line.act];
    });
    expect(acts).toEqual([
      [admin, "api-key.revoked"],
      [admin, "api-key.made"],
    ]);
  });

  test("is made by whoever has just shown the password", async () => {
    const { token } = await desk.enterOperator();
    desk.clock.now += 6 * MINUTE_MS;
    const stale = await desk.ask("createApiKey", { token, body });
    expect(stale.refused).toBe("login-not-fresh");
  });
});

test("no secret and no phone lies in the record or in a receipt (U194)", async () => {
  const owner = await desk.enterProved();
  const { token } = owner;
  const founded = await desk.ask("createOrganization", { token, body: { name: "Rift Haulage" } });
  const params = { id: founded.body.id };
  const guest = { phone: "+254799000001", role: "driver" } as const;
  await desk.ask("invite", { token, params, body: guest, key: "k2" });
  await desk.ask("refresh", { body: { refresh_token: owner.refreshToken } });
  const factor = await desk.ask("enrollMfa", { token });
  await desk.ask("forgotPassword", { body: { phone: owner.phone } });
  const lines = await desk.identity.pageAudit({ limit: 50 });
  expect(lines.filter(({ who }) => who === owner.id).map(({ act }) => act)).toEqual([
    "password.forgotten",
    "second-factor.enrolled",
    "invitation.offered",
    "organization.founded",
    "phone.verified",
    "session.opened",
    "user.registered",
  ]);
  const actor = { userId: owner.id, role: "driver" } as const;
  const asked = { visitor: { actor, principal: owner.id }, params, body: guest };
  const receipt = receiptFor(desk.reception, "invite", { ...asked, key: "k2", dryRun: false });
  const kept = await desk.identity.once(receipt, async () => ({ kept: "nothing" }));
  expect(kept.outcome).toBe("repeated");
  const written = JSON.stringify([lines, kept]);
  const codes = desk.sent.map(({ text }) => /\b\d{6}\b|msf_inv_[\w-]+/.exec(text)?.[0] ?? "none");
  const secrets = [token, owner.refreshToken, factor.body.secret, PASSWORD, ...codes];
  for (const secret of [...secrets, owner.phone, guest.phone, "Achieng"]) {
    expect(written).not.toContain(secret);
  }
});
