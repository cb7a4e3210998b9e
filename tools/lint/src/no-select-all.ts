import type { Rule } from "./rule.ts";

const ALL = new Set(["returningAll", "selectAll"]);
// What unnest and friends bring has its columns named in the alias right beside it.
const STAR = /\b(?:select|returning)\s+(?:\w+\.)?\*(?!\s*from\s+(?:unnest|jsonb?_to_recordset)\b)/i;
const MESSAGE = "Name the columns: a star reads whatever a later migration adds";

/** A query says what it wants. */
export const noSelectAll: Rule = {
  create(context) {
    return {
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression" || callee.property.type !== "Identifier") return;
        if (ALL.has(callee.property.name)) context.report({ node, message: MESSAGE });
      },
      Literal(node) {
        if (typeof node.value === "string" && STAR.test(node.value)) {
          context.report({ node, message: MESSAGE });
        }
      },
      TemplateElement(node) {
        if (STAR.test(node.value.raw)) context.report({ node, message: MESSAGE });
      },
    };
  },
};
