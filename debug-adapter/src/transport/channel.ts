/** One end of a conversation in messages of the Debug Adapter Protocol, whatever carries them. */
import type { DebugProtocol } from '@vscode/debugprotocol';

export interface Channel {
  send(message: DebugProtocol.ProtocolMessage): void;
  /** Both listeners are set once, before the first message is read. */
  listen(listeners: ChannelListeners): void;
  close(): void;
}

export interface ChannelListeners {
  /** What arrives is not checked yet: any JSON value. */
  readonly message: (message: unknown) => void;
  readonly close: () => void;
}
