/** The threads of a debug session, each as the other one sees it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type MessagePort, Worker } from 'node:worker_threads';
import type { FromSession, ToSession } from '../transport/thread.ts';

/** The thread that runs the session, as the thread that owns the client's bytes sees it. */
export interface SessionThread {
  send(message: ToSession): void;
  listen(listeners: SessionListeners): void;
  /** Ends it in the middle of whatever it does, if that does not end the process. */
  interrupt(): void;
  /** Ends it whatever it does, with the process if need be. The handlers of the run end with it. */
  end(): void;
}

export interface SessionListeners {
  readonly message: (message: FromSession) => void;
  /** It has ended; of what, when it was a fault. Called once. */
  readonly ended: (fault: string | undefined) => void;
}

/** A thread of its own for a session, when the client's bytes are read here. */
export function startSessionThread(): SessionThread {
  const worker = new Worker(fileOf('debug-adapter.mjs', '../main.ts'), { argv: [] });
  let fault: string | undefined;
  const end = (): void => void worker.terminate();
  return {
    send: (message) => {
      worker.postMessage(message);
    },
    listen: ({ message, ended }) => {
      worker.on('message', message);
      worker.once('error', (error) => {
        fault = error instanceof Error ? error.message : String(error);
      });
      worker.once('exit', () => {
        ended(fault);
      });
    },
    interrupt: end,
    end,
  };
}

/** The session runs in the main thread, and its client's bytes are read here: nothing ends it but the process. */
export function mainThread(port: MessagePort, endProcess: () => void): SessionThread {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    listen: ({ message, ended }) => {
      port.on('message', (said: FromSession) => {
        if (said.kind === 'ended') {
          port.close();
          ended(undefined);
        } else message(said);
      });
    },
    interrupt: () => undefined,
    end: endProcess,
  };
}

/** The thread that owns standard input and output. It starts while the session's code is read. */
export function startClientThread(): Worker {
  return new Worker(fileOf('client-worker.cjs', 'client-worker.ts'));
}

/** Beside the bundle, where the build puts it, or the source. */
function fileOf(bundle: string, source: string): string {
  const bundled = join(import.meta.dirname, bundle);
  return existsSync(bundled) ? bundled : join(import.meta.dirname, source);
}
