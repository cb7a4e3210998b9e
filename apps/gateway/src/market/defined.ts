/** What may hold nothing may be absent; the rest stays as it is. */
type Defined<Value> = {
  [Name in keyof Value as undefined extends Value[Name] ? never : Name]: Value[Name];
} & {
  [Name in keyof Value as undefined extends Value[Name] ? Name : never]?: Exclude<
    Value[Name],
    undefined
  >;
};

/* oxlint-disable typescript/no-unsafe-type-assertion -- What is left holds something. */
/** Leaves out what holds nothing, since what is stored or sent has no `undefined`. */
export function defined<Value extends object>(value: Value): Defined<Value> {
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields) as Defined<Value>;
}
