export { busExam, type BusPair } from "./bus.exam.ts";
export { groupExam } from "./group.exam.ts";
export { journalExam } from "./journal.exam.ts";
export type { Held, JournalHall, Note, OpenHall } from "./journal/hall.ts";
