const INSTANCE_LETTERS_MAX = 2_048;

/** What a problem document says it is about: without the query, since a token in it is not said back. */
export function instanceOf(url: string | undefined): string {
  return (url?.split("?", 1)[0] ?? "/").slice(0, INSTANCE_LETTERS_MAX);
}
