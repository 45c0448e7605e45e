import { type FromDesigner, isToDesigner, type ToDesigner } from '@stepthrough/protocol';

/** What survives while VS Code hides the page and throws it away. */
interface ViewState {
  readonly viewport?: { readonly x: number; readonly y: number; readonly zoom: number };
  readonly selected?: string | undefined;
  readonly sideWidth?: number;
  readonly isSideHidden?: boolean;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const host = acquireVsCodeApi();

export function send(message: FromDesigner): void {
  host.postMessage(message);
}

let edits = 0;

/** A number of its own for an edit, also for one that the page itself refuses. */
export function nextEdit(): number {
  edits += 1;
  return edits;
}

/** The number of the last edit. */
export function lastEdit(): number {
  return edits;
}

/** A text so long takes a hundredth of a second to read, so one that follows soon replaces it. */
const longText = 50_000;

/** Calls `receive` for each message of the extension; gives what stops it. */
export function listen(receive: (message: ToDesigner) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listener = ({ data }: MessageEvent<unknown>): void => {
    if (!isToDesigner(data)) return;
    if (data.type !== 'document') {
      receive(data);
      return;
    }
    clearTimeout(timer);
    const { length } = data.text;
    if (length < longText) {
      receive(data);
      return;
    }
    timer = setTimeout(
      () => {
        receive(data);
      },
      Math.min(300, length / 2500),
    );
  };
  window.addEventListener('message', listener);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('message', listener);
  };
}

export function savedView(): ViewState {
  const state = host.getState();
  return typeof state === 'object' && state !== null ? state : {};
}

export function saveView(part: ViewState): void {
  host.setState({ ...savedView(), ...part });
}
