import type { Instant, World } from "@msafara/kernel";
import type { Cache } from "@msafara/runtime";
import type { Old } from "../door/handler.ts";

/** As long as somebody who lost the market for a while may still want to look at it. */
const KEPT_MS = 300_000;
/** Whoever asks for more than this gets the rest in pages. */
const BYTES_MAX = 65_536;
/** So much is kept for one viewer: what he asked last in each place. */
const PLACES = 32;

/** So often one may ask whether an answer is current before it is kept anew, which is sooner than it goes. */
const LATEST_MS = 120_000;
/** Answers of which this gateway knows by heart what version they are. */
const LATEST_MAX = 10_000;

/** Exactly who asked exactly what, each as one text. */
export interface Question {
  /** In whose name; an answer of one is never another's. */
  readonly viewer: string;
  readonly words: string;
}

/** What version an answer is, and whether it is the one of now. */
export interface Version {
  readonly tag: string;
  readonly isCurrent: () => Promise<boolean>;
}

/** The latest answers of reads, for a few minutes. */
export interface KeptAnswers {
  /** In passing: nobody waits for it. */
  readonly keep: (question: Question, text: string, version: Version | undefined) => void;
  readonly find: (question: Question) => Promise<Old | undefined>;
  /** The version of what this gateway kept in the last two minutes, which is there to be found. */
  readonly latest: (question: Question) => Version | undefined;
  readonly drop: (question: Question) => void;
}

/**
 * Keeps answers in the cache that all gateways share. A viewer has a few places there, and what he asks
 * takes the place of what he asked before: so nobody can fill it, however much he asks.
 */
export function openKeptAnswers(cache: Cache, world: Pick<World, "now">): KeptAnswers {
  const versions = new Map<string, Label & Version>();

  function remember(label: Label, version: Version): void {
    const [first] = versions.keys();
    if (versions.size >= LATEST_MAX && first !== undefined) versions.delete(first);
    versions.set(placeOf(label), { ...label, ...version });
  }

  return {
    keep: ({ viewer, words }, text, version) => {
      const label: Label = { viewer, words, at: world.now() };
      const bytes = Buffer.from(`${JSON.stringify(label)}${END}${text}`);
      if (bytes.length > BYTES_MAX) return;
      const place = placeOf(label);
      versions.delete(place);
      if (version !== undefined) remember(label, version);
      cache.set(place, bytes, KEPT_MS).catch(() => versions.delete(place));
    },
    find: async (question) => {
      const bytes = await cache.get(placeOf(question)).catch(vanish);
      if (bytes === undefined) return undefined;
      const { viewer, words, at, text } = readPage(Buffer.from(bytes).toString());
      const ageMs = Math.max(0, world.now() - at);
      const isIt = viewer === question.viewer && words === question.words && ageMs < KEPT_MS;
      return isIt ? { kept: text, ageMs } : undefined;
    },
    latest: (question) => {
      const found = versions.get(placeOf(question));
      if (found?.viewer !== question.viewer || found.words !== question.words) return undefined;
      const ageMs = world.now() - found.at;
      return ageMs >= 0 && ageMs < LATEST_MS ? found : undefined;
    },
    drop: (question) => {
      versions.delete(placeOf(question));
      cache.remove(placeOf(question)).catch(vanish);
    },
  };
}

/** What stands above an answer, which begins on the next line and is not read again. */
interface Label extends Question {
  readonly at: Instant;
}

const END = "\n";

function readPage(page: string): Label & { readonly text: string } {
  const end = page.indexOf(END);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Nobody else writes there, and who asked what is compared.
  const label = JSON.parse(page.slice(0, end)) as Label;
  return { ...label, text: page.slice(end + 1) };
}

/** Neighbours in a place are told apart by the page itself. */
function placeOf({ viewer, words }: Question): string {
  let hash = 0;
  for (let i = 0; i < words.length; i++) hash = (hash * 31 + words.charCodeAt(i)) >>> 0;
  return `read/${viewer.slice(0, VIEWER_LETTERS)}/${hash % PLACES}`;
}

const VIEWER_LETTERS = 200;

/** What is kept may vanish at any time. */
function vanish(): undefined {
  return undefined;
}
