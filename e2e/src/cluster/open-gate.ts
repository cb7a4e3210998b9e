import pg from "pg";
import { type Look } from "./open-look.ts";
import { until } from "./until.ts";

/** A gate inside the database: commits of marked events stop there, with the fence already taken. */
export interface Gate {
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Resolves when a commit of this incarnation stands before it. */
  readonly somebodyWaits: (incarnation: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const LOCK = 4_242;

/** Builds a gate before every event whose bytes carry the mark. */
export async function openGate(url: string, look: Look, mark: string): Promise<Gate> {
  await look.ask(`
    CREATE FUNCTION stop_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF position('${mark}' IN convert_from(NEW.body, 'UTF8')) > 0 THEN
        PERFORM pg_advisory_xact_lock_shared(${LOCK});
      END IF;
      RETURN NEW;
    END $$`);
  await look.ask(`
    CREATE TRIGGER gate BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION stop_at_gate()`);
  const keeper = new pg.Client({ connectionString: url, application_name: "e2e/gate" });
  keeper.on("error", () => undefined);
  await keeper.connect();

  return {
    shut: async () => void (await keeper.query("SELECT pg_advisory_lock($1)", [LOCK])),
    open: async () => void (await keeper.query("SELECT pg_advisory_unlock_all()")),
    somebodyWaits: async (incarnation) => {
      await until("a commit stands before the gate", async () => {
        const waiting = await look.ask(
          `SELECT pid FROM pg_stat_activity
            WHERE starts_with(application_name, $1) AND wait_event = 'advisory'`,
          [`msafara/${incarnation}/`],
        );
        return waiting.length > 0;
      });
    },
    close: () => keeper.end(),
  };
}
