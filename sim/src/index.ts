export { type Luck, luckOf } from "./day/luck.ts";
export { type Answered, hear, type Inventory, type ViewRow } from "./judges/scene.ts";
export { gatherMarketEvidence, type MarketEvidence } from "./market/judges/market-evidence.ts";
export { marketJudges } from "./market/judges/market-judges.ts";
export type { MarketEntry } from "./market/market-bank.ts";
export type { Letter } from "./market/market-town.ts";
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
