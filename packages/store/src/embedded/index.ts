export { type EmbeddedPostgres, openEmbeddedPostgres } from "./open-embedded-postgres.ts";
