/**
 * A role's list of messages, held against the union of them: one that is not there does not compile,
 * and neither does a list that forgets one.
 */
export function everyMessage<Message extends { readonly type: string }>() {
  return <const Listed extends readonly Message["type"][]>(
    ...list: [Exclude<Message["type"], Listed[number]>] extends [never]
      ? [listed: Listed]
      : [listed: Listed, forgotten: Exclude<Message["type"], Listed[number]>]
  ): Listed => list[0];
}
