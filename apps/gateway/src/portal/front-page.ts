import { type Instant, toIso } from "@msafara/kernel";
import type { Language } from "@msafara/contracts";
import { isReady, type Look } from "../look-at-vitals.ts";
import type { Vitals } from "../vitals.ts";
import { style } from "./style.ts";
import { type Words, words } from "./words.ts";

const DOORS = ["/docs", "/api/v1/health", "/healthz", "/readyz", "/metrics"];

export interface FrontPage {
  readonly language: Language;
  readonly look: Look;
  readonly now: Instant;
  readonly vitals: Pick<Vitals, "version" | "database" | "bus">;
}

/** What runs here, for a person who has just started it. */
export function frontPage({ language, look, now, vitals }: FrontPage): string {
  const say = words[language];
  const state = isReady(look)
    ? `<p class="state ready">${say.ready}</p>`
    : `<p class="state">${say.starting}</p>`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${say.claim}">
<title>${say.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${say.title}</h1>
<p class="claim">${say.claim}</p>
${state}
<div class="cards">
${card(say.title, parts(say, look, vitals))}
${card(say.alive, counts(say, look))}
<section><h2>${say.doors}</h2><ul>${DOORS.map(link).join("")}</ul></section>
</div>
<footer>${say.seenAt} <time datetime="${toIso(now)}">${toIso(now)}</time></footer>
</main>
</body>
</html>
`;
}

type Row = readonly [name: string, value: string | number, away?: "away"];

function parts(say: Words, look: Look, vitals: FrontPage["vitals"]): readonly Row[] {
  const database = vitals.database.kind === "embedded" ? say.embedded : say.external;
  const bus = vitals.bus.kind === "redis" ? "Redis" : say.inProcess;
  return [
    [say.version, vitals.version],
    look.database === "ok" ? [say.database, database] : [say.database, say.away, "away"],
    look.bus === "ok" ? [say.bus, bus] : [say.bus, say.away, "away"],
    [say.nodes, look.placement?.nodes ?? "–"],
  ];
}

function counts(say: Words, { placement, node }: Look): readonly Row[] {
  const owned =
    placement === undefined ? "–" : `${placement.owned}\u00A0/\u00A0${placement.partitions}`;
  const rows: Row[] = [[say.partitions, owned]];
  if (node === undefined) return rows;
  rows.push([say.residents, node.residents]);
  for (const [role, count] of Object.entries(node.byRole)) rows.push([role, count]);
  rows.push([say.callsWaiting, node.callsWaiting], [say.timersArmed, node.timersArmed]);
  return rows;
}

function card(title: string, rows: readonly Row[]): string {
  const lines = rows.map(([name, value, away]) => {
    const mark = away === undefined ? "" : ` class="${away}"`;
    return `<dt>${escape(name)}</dt><dd${mark}>${escape(String(value))}</dd>`;
  });
  return `<section><h2>${title}</h2><dl>${lines.join("")}</dl></section>`;
}

function link(path: string): string {
  return `<li><a href="${path}">${path}</a></li>`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
