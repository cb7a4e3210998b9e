const STORE = String("@msafara/store");

/** Brings a database to the newest migration; an empty one where the store has none yet. */
export async function migrateDatabase(connectionString: string): Promise<void> {
  const store: Record<string, unknown> = await import(STORE).catch(() => ({}));
  const migrate = store["migrate"];
  if (typeof migrate === "function") await migrate({ connectionString });
}
