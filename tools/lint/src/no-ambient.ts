import type { ImportDeclaration, Node } from "oxc-parser";
import { memberName } from "./member-name.ts";
import type { Context, Rule } from "./rule.ts";

const MEMBERS = new Set([
  "AbortSignal.timeout",
  "Date.now",
  "Math.random",
  "crypto.getRandomValues",
  "crypto.randomBytes",
  "crypto.randomInt",
  "crypto.randomUUID",
  "performance.now",
  "performance.timeOrigin",
  "process.hrtime",
  "process.uptime",
]);
const TIMERS = new Set(["setImmediate", "setInterval", "setTimeout"]);
const MODULES = new Set(["node:perf_hooks", "node:timers", "node:timers/promises"]);
const LUCK = /^(getRandomValues|random\w*|webcrypto)$/;

/** The world is passed in: no clock, luck or timer of one's own, or nothing can be replayed. */
export const noAmbient: Rule = {
  create(context) {
    return {
      MemberExpression(node) {
        const name = memberName(node);
        if (name === undefined) return;
        const timer = name.startsWith("globalThis.") && TIMERS.has(name.slice(11));
        if (MEMBERS.has(name) || timer) report(context, { node, what: name });
      },
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments.length === 0) {
          report(context, { node, what: "new Date()" });
        }
      },
      CallExpression(node) {
        if (isDate(node.callee)) report(context, { node, what: "Date()" });
        if (node.callee.type === "Identifier" && TIMERS.has(node.callee.name)) {
          report(context, { node, what: node.callee.name });
        }
      },
      ImportDeclaration(node) {
        if (bringsLuckOrTime(node)) report(context, { node, what: node.source.value });
      },
    };
  },
};

function isDate(callee: Node): boolean {
  return callee.type === "Identifier" && callee.name === "Date";
}

function bringsLuckOrTime({ source, specifiers }: ImportDeclaration): boolean {
  if (MODULES.has(source.value)) return true;
  if (source.value !== "node:crypto") return false;
  return specifiers.some((part) => {
    if (part.type !== "ImportSpecifier") return true;
    return part.imported.type === "Identifier" && LUCK.test(part.imported.name);
  });
}

function report(context: Context, { node, what }: { readonly node: Node; readonly what: string }) {
  const message = `The world is passed in: take time, luck and waiting from \`World\`, not from ${what}`;
  context.report({ node, message });
}
