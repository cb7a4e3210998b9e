import type { Rule } from "./rule.ts";

/** A wish without an issue is a wish nobody will look up. */
export const todoNeedsIssue: Rule = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (!/@todo\b|\b(?:TODO|FIXME|XXX)\b/.test(comment.value)) continue;
          if (/#\d+/.test(comment.value)) continue;
          const message = "Give it an issue number (`@todo #12 …`), or do it";
          context.report({ node: comment, message });
        }
      },
    };
  },
};
