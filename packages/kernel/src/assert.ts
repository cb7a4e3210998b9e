/** We were wrong. The agent that meets a bug is parked, never looped. */
export class Bug extends Error {
  override readonly name = "Bug";
}

/** States what must hold here; a sentence says why it does. */
export function assert(condition: unknown, because: string): asserts condition {
  if (condition === false || condition === undefined || condition === null) throw new Bug(because);
}

/** Closes a total `switch`: a new member of the union stops the build here. */
export function unreachable(value: never): never {
  throw new Bug(`Met ${JSON.stringify(value)} where every case had been named`);
}
