export { migrate } from "./migrate.ts";
export { type JournalOptions, openJournal, type OpenJournal } from "./open-journal.ts";
