import type { Comment, Node, VisitorObject } from "oxc-parser";

/** What a rule is handed about the file before it; a small part of what oxlint offers. */
export interface Context {
  readonly filename: string;
  readonly sourceCode: { readonly getAllComments: () => readonly Comment[] };
  readonly report: (finding: { readonly node: Node | Comment; readonly message: string }) => void;
}

/** A house rule. Where it holds is said in `.oxlintrc.json`, never in the rule. */
export interface Rule {
  readonly create: (context: Context) => VisitorObject;
}
