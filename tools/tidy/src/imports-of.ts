import { parseSync, Visitor } from "oxc-parser";

/**
 * What a source imports, types included. A parser reads it, since a text search takes comments for
 * code; oxc's, since a lexer of modules stops at types and TypeScript 7 offers no API.
 */
export function importsOf(path: string, source: string): readonly string[] {
  const found: string[] = [];
  const visitor = new Visitor({
    ImportDeclaration: (node) => found.push(node.source.value),
    ExportAllDeclaration: (node) => found.push(node.source.value),
    ExportNamedDeclaration: (node) => node.source !== null && found.push(node.source.value),
    ImportExpression: ({ source: asked }) =>
      asked.type === "Literal" && typeof asked.value === "string" && found.push(asked.value),
    TSImportType: (node) => found.push(node.source.value),
  });
  visitor.visit(parseSync(path, source).program);
  return found;
}
