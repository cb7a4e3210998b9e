import { Fault } from "@msafara/kernel";
import type { Town } from "./open-town.ts";
import { type People, teaFrom } from "./settle-people.ts";
import { sayRaw } from "./say-raw.ts";

const HOUR_MS = 3_600_000;
/** Never answered unless somebody reads one request as two. */
const HIDDEN = "GET /healthz HTTP/1.1\r\nhost: hidden\r\n\r\n";
const CHUNKED = "transfer-encoding: chunked\r\n";

/** Shapes of which two programs would disagree where one request ends. None may be heard as two. */
const SHAPES: Readonly<Record<string, string>> = {
  "CL.TE": `content-length: ${HIDDEN.length + 5}\r\n${CHUNKED}\r\n0\r\n\r\n${HIDDEN}`,
  "TE.CL": `${CHUNKED}content-length: 4\r\n\r\n${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`,
  "two lengths": `content-length: 0\r\ncontent-length: ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  "a list of lengths": `content-length: 0, ${HIDDEN.length}\r\n\r\n${HIDDEN}`,
  "a signed length": `content-length: +0\r\n\r\n${HIDDEN}`,
  "a length in hex": `content-length: 0x0\r\n\r\n${HIDDEN}`,
  "a negative length": `content-length: -1\r\n\r\n${HIDDEN}`,
  "an endless length": `content-length: 99999999999999999999999\r\n\r\n${HIDDEN}`,
  "TE with a space before the colon": `transfer-encoding : chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  "TE in a fold": `transfer-encoding:\r\n chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  "TE twice": `${CHUNKED}transfer-encoding: identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  "TE with a tail": `transfer-encoding: chunked, xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  "TE in a vertical tab": `transfer-encoding: \u000bchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  "a chunk of no size": `${CHUNKED}\r\n\r\n${HIDDEN}`,
  "a chunk of a negative size": `${CHUNKED}\r\n-1\r\n${HIDDEN}`,
  "a chunk beyond all numbers": `${CHUNKED}\r\nfffffffffffffffff\r\n${HIDDEN}`,
  "a chunk that lies": `${CHUNKED}\r\n2\r\n{}}}${HIDDEN}`,
  "a bare line feed": `x-a: b\n\n${HIDDEN}`,
  "a bare carriage return": `x-a: b\r\r${HIDDEN}`,
  "a header without a colon": `hidden header\r\n\r\n${HIDDEN}`,
  "an empty name of a header": `: x\r\n\r\n${HIDDEN}`,
};

/** Shapes of a first line that is none. */
const FIRST_LINES = [
  "GET  /healthz HTTP/1.1",
  "GET /healthz HTTP/9.9",
  "GET /healthz",
  "GET http://evil.example/healthz HTTP/1.1",
  "GET //evil.example/healthz HTTP/1.1",
  "GET /a/../healthz HTTP/1.1",
  "GET /%2e%2e/healthz HTTP/1.1",
  "GET * HTTP/1.1",
  "CONNECT evil.example:443 HTTP/1.1",
  "PRI * HTTP/2.0",
  "\u0016\u0003\u0001\u0002",
  "\u0000",
] as const;

/** Says what proxies and servers quarrel about; whatever is heard is one answer, or none. */
export async function smuggle({ town, people }: { readonly town: Town; readonly people: People }) {
  const complaints: string[] = [];
  const body = JSON.stringify(teaFrom(HOUR_MS));
  const head = [
    "POST /api/v1/shipments?dryRun=true HTTP/1.1",
    "host: x",
    `authorization: Bearer ${people.amina.token}`,
    "content-type: application/json",
  ].join("\r\n");
  for (const [name, rest] of Object.entries(SHAPES)) {
    complaints.push(...complain(name, await sayRaw(town.port, [`${head}\r\n${rest}`])));
  }
  for (const line of FIRST_LINES) {
    const heard = await sayRaw(town.port, [`${line}\r\nhost: x\r\nconnection: close\r\n\r\n`]);
    complaints.push(...complain(JSON.stringify(line), heard, "a first line"));
  }
  const whole = `${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  complaints.push(...(await pipeline(town, whole)));
  if (complaints.length > 0) throw new Fault(complaints.join("\n"), { retry: false });
  return { shapes: Object.keys(SHAPES).length + FIRST_LINES.length + 1 };
}

/** Twenty requests in one breath, cut into pieces where it hurts: twenty answers, in order. */
async function pipeline({ port }: Town, whole: string): Promise<readonly string[]> {
  const all = whole.repeat(20);
  const pieces = Array.from({ length: 40 }, (_, i) => {
    const size = Math.ceil(all.length / 40);
    return all.slice(i * size, (i + 1) * size);
  });
  const heard = await sayRaw(port, pieces);
  const count = heard.split("HTTP/1.1 200 ").length - 1;
  return count === 20
    ? []
    : [`20 requests in one breath had ${count} answers: ${heard.slice(0, 300)}`];
}

function complain(
  name: string,
  heard: string,
  kind: "a shape" | "a first line" = "a shape",
): readonly string[] {
  const answers = [...heard.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
  const isFault = answers.some((status) => status >= 500);
  // Some of them mean a page of ours after all.
  const isPage = kind === "a first line" && answers[0] === 200;
  const isDocument =
    heard === "" || isPage || /^content-type: application\/(problem\+)?json/im.test(heard);
  const isWhole =
    answers.length < 2 && isDocument && !isFault && (isPage || !heard.includes('"alive"'));
  return isWhole ? [] : [`${name} was heard as: ${heard.slice(0, 400)}`];
}
