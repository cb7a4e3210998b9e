import { type Instant, toIso } from "@msafara/kernel";
import type { AnswerOf, Language, ROUTES } from "@msafara/contracts";
import { isReady, type Look } from "../look-at-vitals.ts";
import type { Vitals } from "../vitals.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";
import { type Words, words } from "./words.ts";

/** For people who write programs, then for those who keep this one running. */
const DOORS = [
  ["/docs", "docs"],
  ["/openapi.json", "openapi"],
  ["/asyncapi.json", "asyncapi"],
  ["/api/v1/health", "health"],
  ["/metrics", "metrics"],
] as const;

/** The market in figures, as the wire tells them to anybody. */
export type Stats = AnswerOf<(typeof ROUTES)["readStats"]>[200];

export interface FrontPage {
  readonly language: Language;
  readonly look: Look;
  readonly now: Instant;
  readonly vitals: Pick<Vitals, "version" | "database" | "bus">;
  /** Absent while nobody can count. */
  readonly stats?: Stats | undefined;
}

/** What runs here, for a person who has just started it. */
export function frontPage({ language, look, now, vitals, stats }: FrontPage): string {
  const say = words[language];
  const state = isReady(look)
    ? `<p class="state ready" id="state" data-live>${say.ready}</p>`
    : `<p class="state" id="state" data-live>${say.starting}</p>`;
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
<p class="state away">${say.gone}</p>
${stats === undefined ? "" : market(say, language, stats)}
<div class="cards">
<section><h2>${say.doors}</h2><ul>${DOORS.map(([path, name]) => link(path, say[name])).join("")}</ul></section>
${card("parts", say.parts, parts(say, look, vitals))}
${card("alive", say.alive, counts(say, look))}
</div>
<footer id="seen" data-live>${say.seenAt} <time datetime="${toIso(now)}">${clock(now, language)}</time></footer>
</main>
<script>${script}</script>
</body>
</html>
`;
}

/** The first thing that somebody wants to see: whether anything moves. */
function market(say: Words, language: Language, { shipments, drivers, bids }: Stats): string {
  const figures = [
    [say.open, shipments.open],
    [say.booked, shipments.booked],
    [say.underWay, shipments.underWay],
    [say.delivered, shipments.delivered],
    [say.drivers, drivers.available],
    [say.bids, bids.lastHour],
  ] as const;
  const written = new Intl.NumberFormat(language);
  const shown = figures.map(([name, count]) => {
    return `<div><dt>${name}</dt><dd>${written.format(count)}</dd></div>`;
  });
  return `<section class="bare" id="market" data-live><h2>${say.market}</h2><dl class="market">${shown.join("")}</dl></section>`;
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
  // Always in the same place, whichever woke first.
  for (const role of Object.keys(node.byRole).toSorted()) {
    rows.push([say.roles[role] ?? role, node.byRole[role] ?? 0]);
  }
  rows.push([say.callsWaiting, node.callsWaiting], [say.timersArmed, node.timersArmed]);
  return rows;
}

function card(id: string, title: string, rows: readonly Row[]): string {
  const lines = rows.map(([name, value, away]) => {
    const mark = away === undefined ? "" : ` class="${away}"`;
    return `<dt>${escape(name)}</dt><dd${mark}>${escape(String(value))}</dd>`;
  });
  return `<section id="${id}" data-live><h2>${title}</h2><dl>${lines.join("")}</dl></section>`;
}

function link(path: string, name: string): string {
  return `<li><a href="${path}">${escape(name)}</a> <code>${path}</code></li>`;
}

/** In the one zone that nobody has to ask for. */
function clock(now: Instant, language: Language): string {
  const shape = { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" } as const;
  return `${new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, shape).format(now)} UTC`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
