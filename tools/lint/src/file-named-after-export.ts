import { basename } from "node:path";
import type { Directive, Node, Statement } from "oxc-parser";
import type { Rule } from "./rule.ts";

interface Export {
  readonly name: string;
  /** Functions and classes: what a file is opened for. */
  readonly acts: boolean;
}

/** Whoever looks for `takeBid` opens `take-bid.ts`. Where several things are done, a noun may hold them. */
export const fileNamedAfterExport: Rule = {
  create(context) {
    return {
      Program(node) {
        const exports = node.body.flatMap(exportsOf);
        const file = basename(context.filename, ".ts");
        const main = exports.filter(({ acts }) => acts);
        if (main.length !== 1 || exports.some(({ name }) => holds(name, file))) return;
        const found = main[0]?.name ?? "";
        const message = `Name the file after its main export: "${file}" does not say ${found}`;
        context.report({ node, message });
      },
    };
  },
};

/** `bids.ts` may hold `bidRoutes`, and `journal.contract.ts` `journalContract`. */
function holds(name: string, file: string): boolean {
  const words = file.split(/[-.]/).map((word) => squash(word).replace(/s$/, ""));
  return words.every((word) => squash(name).includes(word));
}

function exportsOf(statement: Directive | Statement): readonly Export[] {
  if (statement.type !== "ExportNamedDeclaration" || statement.source !== null) return [];
  const { declaration, specifiers } = statement;
  const listed = specifiers.map(({ exported }) => ({ name: nameOf(exported), acts: false }));
  if (declaration === null) return listed;
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.map(({ id, init }) => ({
      name: nameOf(id),
      acts: init?.type === "ArrowFunctionExpression",
    }));
  }
  if (!("id" in declaration) || declaration.id === null) return [];
  const acts =
    declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration";
  return [{ name: nameOf(declaration.id), acts }];
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : "";
}

function squash(name: string): string {
  return name.replaceAll(/[^a-zA-Z0-9]/g, "").toLowerCase();
}
