import type { Address } from "../address.ts";

/** Notes which turn is being taken, so that someone outside this thread can tell when it never ends. */
export interface Watch {
  /** `item` is the name under which the turn's input will be set aside. */
  readonly begin: (address: Address, item: string) => void;
  readonly end: () => void;
  readonly close: () => Promise<void>;
}

/** Nobody watches: for specs and the simulator, whose roles are known to return. */
export const unwatched: Watch = {
  begin: () => {},
  end: () => {},
  close: async () => {},
};
