import { styleText } from "node:util";

/** A heading, where colours are wanted. */
export function paint(text: string, { colours }: { readonly colours: boolean }): string {
  // Whether colours are wanted was decided by the configuration, for every stream alike.
  return colours ? styleText("bold", text, { validateStream: false }) : text;
}
