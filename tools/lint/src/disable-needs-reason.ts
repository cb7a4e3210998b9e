import type { Rule } from "./rule.ts";

/** An exception is written where it occurs, with the sentence that excuses it. */
export const disableNeedsReason: Rule = {
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          const text = comment.value.trim();
          if (!/^(?:ox|es)lint-disable/.test(text)) continue;
          if (/^oxlint-disable\S*\s+\S.*?\s--\s+\S.{9,}/s.test(text)) continue;
          const message =
            "Name the rule and say why: `oxlint-disable-next-line <rule> -- <sentence>`";
          context.report({ node: comment, message });
        }
      },
    };
  },
};
