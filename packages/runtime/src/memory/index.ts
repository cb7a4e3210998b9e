export type { BusFaults } from "./bus-wire.ts";
export type { JournalFaults } from "./journal-wire.ts";
export type { EffectTable, StoredEffect } from "./effect-table.ts";
export type { MailTable, StoredMail } from "./mail-table.ts";
export {
  liveId,
  type MemoryDatabase,
  type MemoryTables,
  type NodeRow,
  openMemoryDatabase,
  receiptId,
  type ReceiptRow,
  type SettingsRow,
  type ViewColumn,
  type ViewShapes,
} from "./memory-database.ts";
export { openMemoryBus } from "./memory-bus.ts";
export { type MemoryExchange, openMemoryExchange } from "./memory-exchange.ts";
export { openMemoryJournal } from "./memory-journal.ts";
export { type Dice, seededDice, shuffle } from "./seeded-dice.ts";
export { openSeededTime, type SeededTime } from "./seeded-time.ts";
export { type ClockError, STORY_BEGINS } from "./seeded-world.ts";
export { openStillWorld, type StillWorld } from "./still-world.ts";
export type { TimerTable } from "./timer-table.ts";
export type { HeldCommit, Transactions } from "./transactions.ts";
export { openWindows, type Windows } from "./windows.ts";
