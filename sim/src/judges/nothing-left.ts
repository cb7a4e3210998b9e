import type { Scene } from "./scene.ts";

/** No message, no effect and no timer that is due is left to anybody. */
export function nothingLeft({ inventory }: Scene): readonly string[] {
  const { mail, timers, effects, now } = inventory;
  return [
    ...mail.map(
      ({ receiver, kind, seq }) => `Message ${seq} (${kind}) still waits for ${receiver}`,
    ),
    ...timers
      .filter(({ due }) => due <= now)
      .map(({ address, name }) => `Timer ${name} of ${address} is overdue`),
    ...effects.map(
      ({ id, kind, address }) => `Effect ${id} (${kind}) of ${address} is not settled`,
    ),
  ];
}
