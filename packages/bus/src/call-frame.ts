import { assert } from "@msafara/kernel";

/** What travels between a caller and the node it calls. */
export type CallFrame =
  | {
      readonly kind: "call";
      readonly id: number;
      /** Who waits for the answer. */
      readonly caller: string;
      readonly body: Uint8Array;
    }
  | { readonly kind: "answer"; readonly id: number; readonly body: Uint8Array }
  | { readonly kind: "fault"; readonly id: number; readonly why: string; readonly retry: boolean };

const CALL = 1;
const ANSWER = 2;
const FAULT = 3;
const FAULT_RETRY = 4;
/** One byte that says which kind, six that number the call. */
const HEAD_BYTES = 7;
const CALLER_BYTES_MAX = 255;

/** Packs a frame: head, for a call the caller with its length in a byte, then the body. */
export function packFrame(frame: CallFrame): Uint8Array {
  switch (frame.kind) {
    case "call": {
      const caller = Buffer.from(frame.caller);
      assert(caller.length <= CALLER_BYTES_MAX, "the length of a caller's name fits into a byte");
      return Buffer.concat([head(CALL, frame.id), Buffer.of(caller.length), caller, frame.body]);
    }
    case "answer":
      return Buffer.concat([head(ANSWER, frame.id), frame.body]);
    case "fault": {
      const sort = frame.retry ? FAULT_RETRY : FAULT;
      return Buffer.concat([head(sort, frame.id), Buffer.from(frame.why)]);
    }
  }
}

/** Reads a frame; `undefined` when it is none, since anybody may publish into a channel. */
export function unpackFrame(bytes: Uint8Array): CallFrame | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < HEAD_BYTES) return undefined;
  const id = buffer.readUIntBE(1, HEAD_BYTES - 1);
  const rest = buffer.subarray(HEAD_BYTES);
  switch (buffer[0]) {
    case CALL:
      return unpackCall(id, rest);
    case ANSWER:
      return { kind: "answer", id, body: new Uint8Array(rest) };
    case FAULT:
    case FAULT_RETRY:
      return { kind: "fault", id, why: rest.toString(), retry: buffer[0] === FAULT_RETRY };
    default:
      return undefined;
  }
}

function head(sort: number, id: number): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES);
  bytes[0] = sort;
  bytes.writeUIntBE(id, 1, HEAD_BYTES - 1);
  return bytes;
}

function unpackCall(id: number, rest: Buffer): CallFrame | undefined {
  const callerEnd = 1 + (rest[0] ?? CALLER_BYTES_MAX);
  if (rest.length < callerEnd) return undefined;
  const caller = rest.subarray(1, callerEnd).toString();
  return { kind: "call", id, caller, body: new Uint8Array(rest.subarray(callerEnd)) };
}
