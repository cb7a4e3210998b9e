import type { World } from "@msafara/kernel";
import type { Journal } from "@msafara/runtime";
import type { Identity, Passwords } from "@msafara/store";

/** How what is said should look. */
export interface Look {
  /** Characters in a line. */
  readonly width: number;
  readonly colours: boolean;
  /** The time zone that times are told in. */
  readonly zone: string;
}

/** Where an operator sits: everything that commands may look at or act on. */
export interface Desk {
  readonly world: World;
  readonly look: Look;
  /** Who acts, unless the command line says somebody else. */
  readonly user: string;
  /** Connects when it is first asked. */
  readonly journal: () => Promise<Journal>;
  /** Who people are; connects when it is first asked. */
  readonly identity: () => Promise<Identity>;
  readonly passwords: Passwords;
  /** Brings the database up to date and answers what was applied. */
  readonly migrate: () => Promise<readonly string[]>;
  /** Asks whoever sits there; absent when nobody does. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Asks for what nobody else may read; absent when nobody sits there. */
  readonly askSecret: ((question: string) => Promise<string | undefined>) | undefined;
  /** The password of whom a command line names, where the environment says it. */
  readonly password: string | undefined;
  /** Says a line at once, for what takes its time. */
  readonly say: (line: string) => void;
  /** Where the market of this checkout answers, and where its data is kept. */
  readonly marketUrl: string;
  readonly stateFolder: string;
  /** Everything that is piped in. */
  readonly readInput: () => Promise<string>;
}
