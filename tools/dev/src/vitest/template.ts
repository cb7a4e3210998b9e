declare module "vitest" {
  export interface ProvidedContext {
    /** Administers the run's server; a spec asks `openTestDatabase` for a database of its own. */
    readonly postgresUrl: string;
    readonly redisUrl: string;
  }
}

/** The migrated database that every spec file's own is cloned from. */
export const TEMPLATE = "msafara_template";
