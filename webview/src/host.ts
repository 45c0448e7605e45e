import { type FromDesigner, isToDesigner, type ToDesigner } from '@stepthrough/protocol';
import type { Operation } from '@stepthrough/asl';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const host = acquireVsCodeApi();

export function send(message: FromDesigner<Operation>): void {
  host.postMessage(message);
}

/** Calls `receive` for each message of the extension; gives what stops it. */
export function listen(receive: (message: ToDesigner) => void): () => void {
  const listener = ({ data }: MessageEvent<unknown>): void => {
    if (isToDesigner(data)) receive(data);
  };
  window.addEventListener('message', listener);
  return () => {
    window.removeEventListener('message', listener);
  };
}
