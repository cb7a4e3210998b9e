/**
 * A text that sorts before this one with nothing between that anybody would use as an id: lists are
 * paged by what they come after, and so one row is a page of one.
 */
export function justBefore(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  const start = text.slice(0, -1);
  return last > 0x20 && last < 0x7f ? `${start}${String.fromCharCode(last - 1)}\uffff` : start;
}
