/** The world failed us. `retry` says whether asking again could help. */
export class Fault extends Error {
  override readonly name: string = "Fault";
  readonly retry: boolean;
  /** What the outside calls it, in a word that a rule can know; the message is for operators. */
  readonly code: string | undefined;

  constructor(
    message: string,
    {
      retry,
      code,
      cause,
    }: { readonly retry: boolean; readonly code?: string; readonly cause?: unknown },
  ) {
    super(message, { cause });
    this.retry = retry;
    this.code = code;
  }
}
