import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

const BYTES_MAX = 20_000_000;

/** A file of log lines that does not grow for ever: the last file full of them is kept beside it. */
export interface RollingLog {
  readonly write: (text: string) => void;
  readonly close: () => void;
}

/** Opens a log at its end; full, it is put aside as `….1` and begun anew. */
export function openRollingLog(path: string, bytesMax = BYTES_MAX): RollingLog {
  let file = openSync(path, "a");
  let bytes = fstatSync(file).size;
  let isOpen = true;
  return {
    write: (text) => {
      if (!isOpen) return;
      if (bytes >= bytesMax) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, "a");
        bytes = 0;
      }
      bytes += writeSync(file, text);
    },
    close: () => {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}
