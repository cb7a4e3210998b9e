import { join } from "node:path";
import { expect, test } from "vitest";
import { errorsPage } from "./errors-page.ts";

const PAGE = join(import.meta.dirname, "../../../../docs/reference/errors.md");

test("the page of errors says what the table says, no more and no less; `-u` writes it", async () => {
  await expect(errorsPage()).toMatchFileSnapshot(PAGE);
});
