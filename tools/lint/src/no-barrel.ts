import type { Node } from "oxc-parser";
import type { Rule } from "./rule.ts";

const MESSAGE = "Only a package's door re-exports; inside a package import the file itself";

/** Barrels hide who owns a name, and make cycles. */
export const noBarrel: Rule = {
  create(context) {
    const report = (node: Node) => context.report({ node, message: MESSAGE });
    return {
      ExportAllDeclaration: report,
      ExportNamedDeclaration(node) {
        if (node.source !== null) report(node);
      },
    };
  },
};
