export { closeEmbeddedPostgres } from "./close-embedded-postgres.ts";
export { type EmbeddedPostgres, openEmbeddedPostgres } from "./open-embedded-postgres.ts";
