/** What one request says. */
export interface Said {
  readonly token?: string;
  readonly body?: object;
  /** The address that it comes from, as an edge of ours would tell it. */
  readonly from?: string;
  readonly ifNoneMatch?: string;
}

/** A whole request as it goes over the line. */
export function writeHttp(method: string, path: string, said: Said = {}): string {
  const { token, body, from, ifNoneMatch } = said;
  const text = body === undefined ? "" : JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "host: localhost",
    ...(token === undefined ? [] : [`authorization: Bearer ${token}`]),
    ...(from === undefined ? [] : [`x-forwarded-for: ${from}`]),
    ...(ifNoneMatch === undefined ? [] : [`if-none-match: ${ifNoneMatch}`]),
    ...(text === ""
      ? []
      : ["content-type: application/json", `content-length: ${Buffer.byteLength(text)}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${text}`;
}
