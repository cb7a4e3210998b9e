import type { Rule } from "./rule.ts";

/** An enum is code that only looks like a type; Node, which strips types, cannot run it. */
export const noEnum: Rule = {
  create(context) {
    return {
      TSEnumDeclaration(node) {
        context.report({ node, message: "Write a union of strings instead of an enum" });
      },
    };
  },
};
