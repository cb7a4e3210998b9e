import type { Address } from "../address.ts";

/** Notes which turn is being taken, so that someone outside this thread can tell when it never ends. */
export interface Watch {
  readonly begin: (address: Address, seq: number | undefined) => void;
  readonly end: () => void;
  readonly close: () => Promise<void>;
}

/** Nobody watches: for specs and the simulator, whose roles are known to return. */
export const unwatched: Watch = {
  begin: () => {},
  end: () => {},
  close: async () => {},
};
