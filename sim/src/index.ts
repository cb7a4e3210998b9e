export { type Luck, luckOf } from "./day/luck.ts";
export {
  type Asked,
  type Evidence,
  gatherEvidence,
  type Inventory,
  type Judge,
} from "./judges/evidence.ts";
export type { ViewRow } from "./judges/evidence.ts";
export { judges, passJudgement } from "./judges/judges.ts";
export type { AccountCommand, AccountMessage } from "./toy/account.ts";
export {
  type Bank,
  type BankCall,
  type BankEntry,
  type BankOptions,
  GRUMPY,
  openBank,
} from "./toy/bank.ts";
export { firstToyRoles, type ToyCommand, toyRoles, toyRow } from "./toy/toy-roles.ts";
