import type { Rule } from "./rule.ts";

const BARE = new Set(["AggregateError", "Error", "RangeError", "SyntaxError", "TypeError"]);

/** Callers of a bare error can only parse its prose. */
export const noBareError: Rule = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.type !== "Identifier" || !BARE.has(node.callee.name)) return;
        const message = `Say which it is instead of \`${node.callee.name}\`: \`refuse\` when a rule said no, \`Fault\` when the world failed, \`assert\` when we were wrong`;
        context.report({ node, message });
      },
    };
  },
};
