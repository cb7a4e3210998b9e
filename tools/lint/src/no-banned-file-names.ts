import { basename } from "node:path";
import type { Rule } from "./rule.ts";

const BANNED =
  /^(utils?|helpers?|common|misc|managers?|shared|processors?|handlers?|impl|internals?)$/;

/** A name that refuses nothing collects everything. */
export const noBannedFileNames: Rule = {
  create(context) {
    return {
      Program(node) {
        const word = basename(context.filename)
          .split(/[-.]/)
          .find((part) => BANNED.test(part));
        if (word === undefined) return;
        context.report({ node, message: `Name the file by what it is: "${word}" refuses nothing` });
      },
    };
  },
};
