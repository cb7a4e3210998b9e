import { memberName } from "./member-name.ts";
import type { Rule } from "./rule.ts";

/** The engine is replayed from a seed: whoever comes first must not decide, and nothing is left behind. */
export const noRaceInRuntime: Rule = {
  create(context) {
    return {
      MemberExpression(node) {
        const name = memberName(node);
        if (name !== "Promise.race" && name !== "Promise.any") return;
        context.report({ node, message: `${name} lets luck decide: wait with a signal instead` });
      },
      UnaryExpression(node) {
        if (node.operator !== "void") return;
        const message = "Keep the promise and await it when stopping: `void` loses its failure";
        context.report({ node, message });
      },
    };
  },
};
