import { capabilities } from '../capabilities.ts';
import type { DebugSession } from '../debug-session.ts';
import { launch, type Prepared, prepare } from '../launch.ts';
import { RequestProblem } from '../protocol/problem.ts';
import type { Handlers } from '../protocol/requests.ts';

type Lifecycle = Pick<
  Handlers,
  | 'initialize'
  | 'launch'
  | 'configurationDone'
  | 'cancel'
  | 'restart'
  | 'disconnect'
  | 'terminate'
  | 'stepthrough.start'
>;

/** How a session begins and ends. */
export function lifecycleHandlers(session: DebugSession): Lifecycle {
  let configured: () => void = () => undefined;
  const isConfigured = new Promise<void>((resolve) => {
    configured = resolve;
  });
  let prepared: Prepared | undefined;
  let chosenStart: string | undefined;

  return {
    initialize: (args) => {
      session.positions.configure(args.linesStartAt1, args.columnsStartAt1);
      session.dispatcher.sendEvent('initialized');
      return capabilities;
    },

    launch: async (args, { afterResponse }) => {
      const read = await prepare(args);
      prepared = read;
      session.addDefinition(read.configuration.program, read.text);
      const isAsked = read.choices.length > 1 && read.configuration.canChooseStart === true;
      const launched = isAsked ? undefined : launch(read, undefined);
      await isConfigured;
      afterResponse(() => {
        if (launched) session.begin(launched);
        else session.dispatcher.sendEvent('stepthrough.chooseStart', { starts: read.choices });
      });
      return undefined;
    },

    configurationDone: () => {
      configured();
      return undefined;
    },

    'stepthrough.start': ({ name }, { afterResponse }) => {
      const read = prepared;
      if (!read || session.run || session.isEnded)
        throw new RequestProblem('No start is asked for now.');
      const launched = launch(read, name);
      chosenStart = name;
      afterResponse(() => {
        session.begin(launched);
      });
      return undefined;
    },

    cancel: ({ requestId }) => {
      if (requestId !== undefined) session.dispatcher.cancel(requestId);
      return undefined;
    },

    restart: async (args, { afterResponse }) => {
      if (!prepared || session.isEnded) {
        throw new RequestProblem('Nothing runs that could be restarted; launch it anew.');
      }
      const latest: unknown = args.arguments ?? prepared.configuration;
      const read = await prepare(latest);
      const launched = launch(read, chosenStart);
      prepared = read;
      session.abandonRun();
      session.forgetDefinitions();
      session.addDefinition(read.configuration.program, read.text);
      afterResponse(() => {
        session.begin(launched);
      });
      return undefined;
    },

    disconnect: (_args, { afterResponse }) => {
      afterResponse(() => {
        session.end();
        session.dispatcher.close();
      });
      return undefined;
    },

    terminate: (_args, { afterResponse }) => {
      afterResponse(() => {
        session.terminate();
      });
      return undefined;
    },
  };
}
