import type { Look } from "../desk.ts";

/** Up to the line before, and clear it. */
const AGAIN = "\u001b[1A\u001b[2K";
const BAR_CELLS = 30;
const MB = 1_000_000;
/** Where nobody looks at the line again, ten lines are enough. */
const STEPS = { drawn: 100, plain: 10 };

/** Hears of bytes that were read. */
export type Progress = (bytes: number) => void;

/**
 * Says how far reading is: on a terminal a bar that grows in its line, elsewhere a line at every tenth,
 * which a log can keep.
 */
export function progressBar(
  wholeBytes: number,
  { look, say }: { readonly look: Look; readonly say: (line: string) => void },
): Progress {
  const steps = look.colours ? STEPS.drawn : STEPS.plain;
  let read = 0;
  let said = 0;
  return (bytes) => {
    read += bytes;
    const step = Math.floor(Math.min(1, read / Math.max(1, wholeBytes)) * steps + 1e-9);
    if (step <= said) return;
    const line = look.colours
      ? `${said === 0 ? "" : AGAIN}${drawn(step / steps, { read, wholeBytes })}`
      : `Reading ${Math.round((step / steps) * 100)} %`;
    said = step;
    say(line);
  };
}

function drawn(
  share: number,
  { read, wholeBytes }: { readonly read: number; readonly wholeBytes: number },
): string {
  const full = Math.round(share * BAR_CELLS);
  const bar = "█".repeat(full) + "░".repeat(BAR_CELLS - full);
  const percent = String(Math.round(share * 100)).padStart(3);
  return `Reading ${bar} ${percent} %  ${(read / MB).toFixed(1)} of ${(wholeBytes / MB).toFixed(1)} MB`;
}
