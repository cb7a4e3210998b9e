/** The world failed us. `retry` says whether asking again could help. */
export class Fault extends Error {
  override readonly name: string = "Fault";
  readonly retry: boolean;

  constructor(
    message: string,
    { retry, cause }: { readonly retry: boolean; readonly cause?: unknown },
  ) {
    super(message, { cause });
    this.retry = retry;
  }
}
