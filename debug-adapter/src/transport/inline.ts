import type { Channel, ChannelListeners } from './channel.ts';

/** Two ends in one process. A message arrives in a later microtask and as a copy, as if it had travelled. */
export function inlineChannels(): readonly [Channel, Channel] {
  const listeners: (ChannelListeners | undefined)[] = [undefined, undefined];
  let closed = false;
  const end = (own: number, other: number): Channel => ({
    send: (message) => {
      const text = JSON.stringify(message);
      queueMicrotask(() => {
        if (!closed) listeners[other]?.message(JSON.parse(text));
      });
    },
    listen: (given) => {
      listeners[own] = given;
    },
    close: () => {
      // What was sent before is heard before.
      queueMicrotask(() => {
        if (closed) return;
        closed = true;
        for (const listener of listeners) listener?.close();
      });
    },
  });
  return [end(0, 1), end(1, 0)];
}
