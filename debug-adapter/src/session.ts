import { dispatch } from './protocol/dispatcher.ts';
import { breakpointHandlers } from './handlers/breakpoints.ts';
import { evaluateHandlers } from './handlers/evaluate.ts';
import { inspectHandlers } from './handlers/inspect.ts';
import { lifecycleHandlers } from './handlers/lifecycle.ts';
import { steppingHandlers } from './handlers/stepping.ts';
import { DebugSession } from './debug-session.ts';
import type { Channel } from './transport/channel.ts';

/** Serves one client; resolves when its channel has closed. */
export async function startSession(channel: Channel): Promise<void> {
  await new Promise<void>((resolve) => {
    let session: DebugSession | undefined;
    dispatch(
      channel,
      (dispatcher) => {
        const opened = new DebugSession(dispatcher);
        session = opened;
        return {
          ...lifecycleHandlers(opened),
          ...breakpointHandlers(opened),
          ...steppingHandlers(opened),
          ...inspectHandlers(opened),
          ...evaluateHandlers(opened),
        };
      },
      () => {
        session?.end();
        resolve();
      },
    );
  });
}
