/** A short message to a phone. Sent again with the same key it arrives once. */
export interface Message {
  readonly to: string;
  readonly text: string;
  readonly key: string;
}

/** Whoever carries messages to phones. */
export interface Sms {
  readonly kind: "real" | "stand-in";
  readonly send: (message: Message) => Promise<void>;
}

/** Prints messages where a developer sees them; for a market without a carrier of messages. */
export function printSms(print: (line: string) => void): Sms {
  const sent = new Set<string>();
  return {
    kind: "stand-in",
    send: async ({ to, text, key }) => {
      if (sent.has(key)) return;
      if (sent.size >= KEYS_MAX) sent.clear();
      sent.add(key);
      print(`SMS to ${to}: ${text}`);
    },
  };
}

const KEYS_MAX = 1_000;
