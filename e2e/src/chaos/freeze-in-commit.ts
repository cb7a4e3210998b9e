import type { NodeProcess } from "../cluster/spawn-node.ts";
import { until } from "../cluster/until.ts";
import type { Arena } from "./arena.ts";

const LOOK_MS_MAX = 2_000;

/** Stops a node at a moment when one of its commits is under way in the database. */
export async function freezeInCommit(
  { look, log }: Arena,
  life: NodeProcess,
  incarnation: string,
): Promise<void> {
  const isCommitting = async () => {
    const busy = await look.ask(
      `SELECT pid FROM pg_stat_activity
        WHERE starts_with(application_name, $1) AND state = 'active'`,
      [`msafara/${incarnation}/`],
    );
    return busy.length > 0;
  };
  await until("the node commits", isCommitting, { withinMs: LOOK_MS_MAX, everyMs: 1 }).catch(() =>
    log(`${life.name} was not seen to commit, and is stopped all the same`),
  );
  life.kill("SIGSTOP");
}
