import { basename } from "node:path";
import type { Directive, Node, Statement } from "oxc-parser";
import type { Rule } from "./rule.ts";

/** Whoever looks for `takeBid` opens `take-bid.ts`. */
export const fileNamedAfterExport: Rule = {
  create(context) {
    return {
      Program(node) {
        const names = node.body.flatMap(exportedNames);
        const file = basename(context.filename, ".ts");
        // `bids.ts` may hold `bidRoutes`, and `journal.contract.ts` `journalContract`.
        const wanted = file.split(/[-.]/).map((word) => squash(word).replace(/s$/, ""));
        const holds = (name: string) => wanted.every((word) => squash(name).includes(word));
        if (names.length === 0 || names.some(holds)) return;
        const found = names.slice(0, 3).join(", ");
        context.report({
          node,
          message: `Name the file after its main export: expected one that holds "${file}", found ${found}`,
        });
      },
    };
  },
};

function exportedNames(statement: Directive | Statement): readonly string[] {
  if (statement.type !== "ExportNamedDeclaration" || statement.source !== null) return [];
  const { declaration, specifiers } = statement;
  const listed = specifiers.map(({ exported }) => nameOf(exported));
  if (declaration === null) return listed;
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.map(({ id }) => nameOf(id));
  }
  return "id" in declaration && declaration.id !== null ? [nameOf(declaration.id)] : [];
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : "";
}

function squash(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/g, "").toLowerCase();
}
