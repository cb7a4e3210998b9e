/** What is used of a WebSocket: a browser's, a phone's, Node's own, or that of `ws`. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly send: (frame: string | Uint8Array<ArrayBuffer>) => void;
  readonly close: (code?: number) => void;
  readonly addEventListener: (
    type: "open" | "message" | "close" | "error",
    ear: (event: object) => void,
  ) => void;
}

/** Makes a socket to an address; `WebSocket` itself unless one is passed in. */
export type SocketMaker = new (url: string) => SocketLike;
