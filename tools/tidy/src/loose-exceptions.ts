import { parseSync } from "oxc-parser";
import { type Repository, sourcesOf } from "./repository.ts";

const WALL = /"(?:max-[a-z-]+|complexity)"/;

/** Exceptions that excuse too much, or that are written elsewhere than where they occur. */
export function looseExceptions(repository: Repository): readonly string[] {
  return [...silencers(repository), ...lists(repository)];
}

/** A comment that silences everything also silences the rule that asks for its reason. */
function silencers(repository: Repository): readonly string[] {
  return sourcesOf(repository).flatMap((path) => {
    const comments = parseSync(path, repository.text(path)).comments.map(({ value }) =>
      value.trim(),
    );
    return comments
      .filter((text) =>
        /^(?:ox|es)lint-disable(?:-next-line|-line)?(?:\s+--|\s*$|.*needs-reason)/s.test(text),
      )
      .map((text) => `${path} silences every guard: ${text}`);
  });
}

/** The configuration may move a wall for a kind of file, never for one file. */
function lists(repository: Repository): readonly string[] {
  const text = repository.text(".oxlintrc.json");
  const overrides = [
    ...text.matchAll(/"files":\s*\[([^\]]*)\],\s*"rules":\s*\{(.*?)\n? *\}\s*\}/gs),
  ];
  return overrides
    .filter(([, , rules]) => WALL.test(rules ?? ""))
    .flatMap(([, files]) => [...(files ?? "").matchAll(/"([^"]+)"/g)].map(([, file]) => file ?? ""))
    .filter((file) => !file.includes("*"))
    .map((file) => `.oxlintrc.json excuses ${file}: write the exception into the file`);
}
