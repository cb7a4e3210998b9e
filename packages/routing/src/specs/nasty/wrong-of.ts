/** What a judge looked at: whether it is wrong, and what to say then. */
export type Check = readonly [isWrong: boolean, said: string];

/** What is said of the checks that failed. */
export function wrongOf(...checks: readonly Check[]): readonly string[] {
  return checks.flatMap(([isWrong, said]) => (isWrong ? [said] : []));
}
