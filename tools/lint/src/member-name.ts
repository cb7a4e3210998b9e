import type { Node } from "oxc-parser";

/** `Date.now` for the expression that says so; `undefined` for anything less plain. */
export function memberName(node: Node): string | undefined {
  if (node.type !== "MemberExpression" || node.object.type !== "Identifier") return undefined;
  if (node.property.type === "Identifier" && !node.computed) {
    return `${node.object.name}.${node.property.name}`;
  }
  const spelled = node.property.type === "Literal" ? node.property.value : undefined;
  return typeof spelled === "string" ? `${node.object.name}.${spelled}` : undefined;
}
