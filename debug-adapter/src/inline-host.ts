import { startSession } from './session.ts';
import type { Channel } from './transport/channel.ts';
import { inlineChannels } from './transport/inline.ts';

/** A session in this process and thread; gives the client's end. */
export function serveInline(): Channel {
  const [client, adapter] = inlineChannels();
  void startSession(adapter);
  return client;
}
