import { docsStyle } from "./docs-style.ts";

/** So much of an OpenAPI document as the page shows. */
export interface ShownApi {
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ShownOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

interface ShownOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly unknown[];
  readonly requestBody?: { readonly content: unknown };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: unknown }>
  >;
}

interface Entry extends ShownOperation {
  readonly method: string;
  readonly path: string;
}

const SHAPES = "Shapes";

/** The wire for people: the very document that machines read, on one page without a script. */
export function docsPage(api: ShownApi): string {
  const { info, tags, paths, components } = api;
  const entries = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  );
  const chapters = tags.map((tag) => {
    const own = entries.filter((entry) => entry.tags.includes(tag.name));
    return `<h2 id="${anchorOf(tag.name)}">${escape(tag.name)}</h2><p>${prose(tag.description)}</p>${own.map(article).join("")}`;
  });
  const contents = [...tags.map(({ name }) => name), SHAPES].map(
    (name) => `<a href="#${anchorOf(name)}">${escape(name)}</a>`,
  );
  const shapes = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<details id="${escape(name)}"><summary>${escape(name)}</summary>${code(schema)}</details>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(info.title)} API</title>
<style>${docsStyle}</style>
</head>
<body>
<main>
<h1>${escape(info.title)} API <small>${escape(info.version)}</small></h1>
<p>${prose(info.description)}</p>
<nav aria-label="Contents">${contents.join(" ")}</nav>
<p>For machines: <a href="/openapi.json">OpenAPI</a>, <a href="/asyncapi.json">AsyncAPI</a></p>
${chapters.join("\n")}
<h2 id="${anchorOf(SHAPES)}">${SHAPES}</h2>
${shapes.join("\n")}
</main>
</body>
</html>
`;
}

function article(entry: Entry): string {
  const { method, path, operationId, summary, description, parameters, requestBody } = entry;
  const answers = Object.entries(entry.responses).map(
    ([status, { description: meaning, content }]) =>
      `<dt>${escape(status)}</dt><dd>${prose(meaning)}${shapeIn(content)}</dd>`,
  );
  return `<details id="${escape(operationId)}">
<summary><b>${escape(method.toUpperCase())}</b> <code>${escape(path)}</code> <span>${prose(summary)}</span></summary>
<p>${prose(description)}</p>
${parameters.length === 0 ? "" : `<h3>Parameters</h3>${code(parameters)}`}
${requestBody === undefined ? "" : `<h3>Body</h3>${code(requestBody.content)}`}
<h3>Answers</h3><dl>${answers.join("")}</dl>
</details>`;
}

/** The shape of a good answer; that of a problem is always the same. */
function shapeIn(content: unknown): string {
  return content === undefined || JSON.stringify(content).includes("problem+json")
    ? ""
    : code(content);
}

function code(value: unknown): string {
  const text = escape(JSON.stringify(value, null, 2));
  const linked = text.replaceAll(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    '<a href="#$1">$1</a>',
  );
  return `<pre>${linked}</pre>`;
}

/** Sentences, in which what a program would write stands between backticks. */
function prose(text: string): string {
  return escape(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}

/** Apart from names of operations and shapes, which have no underscore. */
function anchorOf(name: string): string {
  return `about_${name.toLowerCase().replaceAll(/\W+/g, "_")}`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
