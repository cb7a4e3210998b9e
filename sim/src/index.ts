export { type Luck, luckOf } from "./day/luck.ts";
export type { Inventory, ViewRow } from "./judges/scene.ts";
export type { AccountCommand, AccountMessage } from "./toy/account.ts";
export {
  type Bank,
  type BankCall,
  type BankEntry,
  type BankOptions,
  GRUMPY,
  openBank,
} from "./toy/bank.ts";
export { type Asked, type Evidence, gatherEvidence, type Judge } from "./toy/judges/evidence.ts";
export { judges, passJudgement } from "./toy/judges/judges.ts";
export { firstToyRoles, type ToyCommand, toyRoles, toyRow } from "./toy/toy-roles.ts";
