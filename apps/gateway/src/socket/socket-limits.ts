/** What one gateway and one socket may take. */
export interface SocketLimits {
  /** For so long nobody need say who they are. */
  readonly signInMs: number;
  /** Both ways; who is not heard for two of them is gone. */
  readonly heartbeatMs: number;
  /** So often it is asked again whether a topic may still be followed. */
  readonly recheckMs: number;
  /** So often the database is asked for what the bus may have lost. */
  readonly sweepMs: number;
  readonly tickMs: number;
  readonly topicsMax: number;
  readonly framesASecond: number;
  /** Frames that changed nothing, in a minute; beyond them the socket closes. */
  readonly mistakesAMinute: number;
  readonly socketsAPerson: number;
  readonly socketsMax: number;
  /** What may wait for a reader before he is too slow. */
  readonly waitingBytesMax: number;
  /** Positions are only sent while less than this waits; meanwhile the latest wins. */
  readonly roomBytes: number;
  /** Events read from the database at once. */
  readonly replayPage: number;
}

/** The limits of production. */
export const SOCKET_LIMITS: SocketLimits = {
  signInMs: 5_000,
  heartbeatMs: 30_000,
  recheckMs: 60_000,
  sweepMs: 30_000,
  tickMs: 1_000,
  topicsMax: 100,
  framesASecond: 30,
  mistakesAMinute: 30,
  socketsAPerson: 20,
  socketsMax: 8_000,
  waitingBytesMax: 1_048_576,
  roomBytes: 16_384,
  replayPage: 200,
};
