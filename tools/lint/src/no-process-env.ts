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
      ImportSpecifier(node) {
        // `import { env } from "node:process"`; an `env` from anywhere else is someone's own.
        const { parent } = node as typeof node & { readonly parent: { source: { value: string } } };
        const name = node.imported.type === "Identifier" ? node.imported.name : "";
        if (name === "env" && parent.source.value === "node:process") {
          context.report({ node, message: MESSAGE });
        }
      },
    };
  },
};
