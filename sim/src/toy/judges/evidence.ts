import type { Role } from "@msafara/runtime";
import { type Answered, type Judge as JudgeOf, readScene, type Scene } from "../../judges/scene.ts";
import type { BankCall, BankEntry } from "../bank.ts";
import type { ToyCommand } from "../toy-roles.ts";

/** One answer that a caller was given. Asking again with the same key makes another entry. */
export type Asked = Answered<ToyCommand>;

/** What a judge looks at. */
export interface Evidence extends Scene {
  readonly asked: readonly Asked[];
  /** What the bank did, and what it was asked; empty in a world that has none. */
  readonly bank: { readonly book: readonly BankEntry[]; readonly calls: readonly BankCall[] };
}

export type Judge = JudgeOf<Evidence>;

/** Reads the events once, for all judges. */
export function gatherEvidence({
  asked,
  bank,
  ...sight
}: Omit<Evidence, "history" | "roles"> & { readonly roles: readonly Role[] }): Evidence {
  return { ...readScene(sight), asked, bank };
}
