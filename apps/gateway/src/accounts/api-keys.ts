import { type ROUTES, type Scope, scopeSchema } from "@msafara/contracts";
import { isRefusal, refuse } from "@msafara/kernel";
import type { Handlers } from "../door/handler.ts";
import { audited } from "../identity/audited.ts";
import { mintApiKey } from "../identity/mint-api-key.ts";
import type { Reception } from "../identity/reception.ts";
import { pageById } from "./page-by-id.ts";
import { lineOf, refuseStale, standing } from "./standing.ts";

type Routes = Pick<typeof ROUTES, "createApiKey" | "listApiKeys" | "revokeApiKey">;

/** Keys of machines. */
export function apiKeys({ identity, luck, revocations, world }: Reception): Handlers<Routes> {
  return {
    createApiKey: async (call) => {
      const stale = refuseStale(call, world.now());
      if (stale !== undefined) return stale;
      const user = await standing(identity, call);
      if (isRefusal(user)) return user;
      const { name, scopes } = call.body;
      const { key: secret, prefix, hash } = mintApiKey(luck);
      const [id, now] = [world.mint("key"), world.now()];
      const line = lineOf(call, { act: "api-key.made", resource: id, detail: { scopes } });
      const { rotateBy } = await audited(identity, line, (tx) =>
        tx.makeApiKey({ id, prefix, hash, name, scopes, by: user.id, now }),
      );
      const shown = { id, name, scopes, prefix, createdAt: now, lastUsedAt: null, rotateBy };
      return { status: 201, body: { ...shown, secret } };
    },

    listApiKeys: async ({ query }) => {
      const page = await pageById({ kind: "key", ...query }, (wish) => identity.listApiKeys(wish));
      if (isRefusal(page)) return page;
      const items = page.items.map(({ createdBy: _createdBy, scopes, ...key }) => {
        return { ...key, scopes: scopes.filter(isScope) };
      });
      return { status: 200, body: { ...page, items } };
    },

    revokeApiKey: async (call) => {
      const { id } = call.params;
      const revoked = { id, by: call.visitor.actor.userId, now: world.now() };
      const line = lineOf(call, { act: "api-key.revoked", resource: id });
      const isRevoked = await audited(identity, line, (tx) => tx.revokeApiKey(revoked));
      if (!isRevoked) return refuse("api-key-not-found");
      revocations.tell([id]);
      return { status: 204, body: null };
    },
  };
}

/** A key of an earlier release may be for what nobody does any more. */
function isScope(text: string): text is Scope {
  return scopeSchema.safeParse(text).success;
}
