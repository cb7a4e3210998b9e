/** A gate asks for some pairs of places; whoever has minutes sets `MSAFARA_PAIRS=1000`. */
// oxlint-disable-next-line house/no-process-env -- How thorough specs are is known to the one who runs them.
export const PAIRS = Number(process.env["MSAFARA_PAIRS"] ?? 40);
