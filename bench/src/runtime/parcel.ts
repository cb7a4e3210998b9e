import type { Address } from "@msafara/runtime";

/** The size of the message that everybody delivers, ours and theirs. */
const MESSAGE_BYTES = 300;
export const AGENTS = 1_000;

const ENVELOPE = { type: "parcel", note: "", sentAtUs: 10_000_000_000 };
const NOTE = "x".repeat(MESSAGE_BYTES - JSON.stringify(ENVELOPE).length);
const LABEL = "y".repeat(120);

/** The message: 300 bytes with the moment it was sent, in microseconds of the monotonic clock. */
export interface Parcel {
  readonly type: "parcel";
  readonly note: string;
  readonly sentAtUs: number;
}

/** What an agent remembers: about 200 bytes. */
export interface Courier {
  readonly parcels: number;
  readonly weight: number;
  readonly last: string;
  readonly label: string;
}

/** The event of one parcel: about 130 bytes. */
export interface ParcelPassed {
  readonly type: "parcel.passed";
  readonly weight: number;
  readonly to: Address;
  readonly because: string;
}

const BECAUSE = "z".repeat(60);

/** A new message. */
export function newParcel(): Parcel {
  return { type: "parcel", note: NOTE, sentAtUs: nowUs() };
}

/** The machine's monotonic clock in microseconds, the same in every process. */
export function nowUs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000_000 + Math.round(nanoseconds / 1_000);
}

/** A courier before the first parcel. */
export function newCourier(): Courier {
  return { parcels: 0, weight: 0, last: "", label: LABEL };
}

/** The courier after one more parcel. */
export function withParcel(courier: Courier, { weight, to }: ParcelPassed): Courier {
  return {
    parcels: courier.parcels + 1,
    weight: courier.weight + weight,
    last: to,
    label: courier.label,
  };
}

/** What happened to a parcel. */
export function parcelPassed(parcel: Parcel, to: Address): ParcelPassed {
  return { type: "parcel.passed", weight: parcel.note.length, to, because: BECAUSE };
}
