import { memberName } from "./member-name.ts";
import type { Rule } from "./rule.ts";

const MESSAGE = "Only `config.ts` reads the environment; take what you need as an argument";

/** Configuration is read once, checked whole and passed down. */
export const noProcessEnv: Rule = {
  create(context) {
    return {
      MemberExpression(node) {
        if (memberName(node) === "process.env") context.report({ node, message: MESSAGE });
      },
      ImportDeclaration(node) {
        // An `env` from anywhere else is someone's own.
        if (node.source.value !== "node:process") return;
        const names = node.specifiers.flatMap((part) =>
          part.type === "ImportSpecifier" ? [part.imported] : [],
        );
        if (names.some((name) => name.type === "Identifier" && name.name === "env")) {
          context.report({ node, message: MESSAGE });
        }
      },
    };
  },
};
