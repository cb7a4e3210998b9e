const GROUPS = 8;
const GROUPS_OF_A_HOUSE = 4;

/**
 * Whom an address stands for when callers are counted: itself, or for IPv6 its /64, since one house has
 * as many addresses there as it likes.
 */
export function neighbourhoodOf(address: string): string {
  const [, mapped] = /^::ffff:([\d.]+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  if (!address.includes(":")) return address;
  const [bare = ""] = address.split("%");
  const [head = "", tail] = bare.split("::");
  const [before, after] = [groupsIn(head), groupsIn(tail ?? "")];
  const zeros = tail === undefined ? 0 : Math.max(0, GROUPS - before.length - after.length);
  const whole = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return `${whole.slice(0, GROUPS_OF_A_HOUSE).join(":")}::/64`;
}

function groupsIn(text: string): readonly string[] {
  return text
    .split(":")
    .filter((group) => group !== "")
    .map((group) => Number.parseInt(group, 16).toString(16));
}
