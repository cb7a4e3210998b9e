import type { Address } from "../address.ts";
import { type Body, decode, encode } from "../body.ts";
import type { EventRow, ViewWrite } from "../ports/batch.ts";
import type { Journal } from "../ports/journal.ts";
import type { Given, Role } from "../role.ts";
import { readState } from "./loader.ts";

const PAGE = 500;

/** What an agent's history comes to, beside what is stored. */
export interface Rebuilt {
  readonly version: number;
  readonly state: unknown;
  /** Whether folding the history gives the stored state, to the byte. */
  readonly agrees: boolean;
  /** The rows of its views as the history leaves them; `row` is null for one that was removed. */
  readonly views: readonly ViewWrite[];
}

/**
 * Folds an agent's events into its state and its view rows. What a view shows depends on the event and
 * the state alone, so that it can be made again from history.
 */
export async function rebuild(journal: Journal, role: Role, address: Address): Promise<Rebuilt> {
  let state: unknown = role.initial(address);
  let version = 0;
  const views = new Map<string, ViewWrite>();
  for (;;) {
    const page = await journal.history({ address, afterVersion: version, limit: PAGE });
    for (const row of page) {
      const event = read(role, row);
      state = role.evolve(state, event);
      version = row.version;
      for (const view of viewsOf(role, { row, event, state }))
        views.set(`${view.view}\n${view.key}`, view);
    }
    if (page.length < PAGE) break;
  }
  const [stored] = await journal.states([address]);
  const agrees = stored === undefined ? version === 0 : agree(role, state, stored);
  return { version, state, agrees, views: [...views.values()] };
}

function read(role: Role, { schema, body }: EventRow): Body {
  const event = decode<Body>(body);
  return schema === role.schema ? event : (role.upcast?.event?.(schema, event) ?? event);
}

function agree(
  role: Role,
  state: unknown,
  stored: { readonly schema: number; readonly state: Uint8Array },
): boolean {
  return Buffer.compare(encode(state), encode(readState(role, stored))) === 0;
}

function viewsOf(
  role: Role,
  { row, event, state }: { readonly row: EventRow; readonly event: Body; readonly state: unknown },
): readonly ViewWrite[] {
  const { address, version, at } = row;
  const around = { state, message: { type: "replay" }, given: replaying(address, at) };
  return role
    .follow(event, around)
    .flatMap((it) => ("view" in it ? [{ ...it, address, version }] : []))
    .map(({ view, key, row: shown }) => ({ view, key, address, version, row: shown }));
}

/** A replay mints nothing that lasts: only the rows of views are kept of what follows. */
function replaying(self: Address, now: number): Given {
  return {
    self,
    sender: "replay",
    now,
    mint: (kind) => `${kind}_replayed`,
    dice: () => 0,
    release: 0,
    settings: {},
  };
}
