/** The npm interpreters. They record no history and no snapshots. */
import jsonata from 'jsonata';
import type { Json } from '@stepthrough/asl';
import type { BenchCase, PeerName } from './interpreter-cases.ts';

/** Gives a function that runs the case once. */
export const peers: { readonly [Name in PeerName]: (theCase: BenchCase) => Promise<Run> } = {
  'aws-local-stepfunctions': async ({ definition, input }) => {
    const { StateMachine } = await import('aws-local-stepfunctions');
    const machine = new StateMachine(definition as never, {
      validationOptions: { noValidate: true },
    });
    return async () => machine.run(input as never).result;
  },
  '@wmfs/statebox': async ({ definition, input }) => {
    // Typed here by the members that its README shows.
    const untyped: string = '@wmfs/statebox';
    const { default: Statebox } = (await import(untyped)) as {
      readonly default: new (options: object) => StateboxInstance;
    };
    const statebox = new Statebox({});
    await statebox.ready;
    await statebox.createStateMachines({ bench: definition }, {});
    return async () => {
      const { status, ctx } = await statebox.startExecution(input, 'bench', {
        sendResponse: 'COMPLETE',
      });
      if (status !== 'SUCCEEDED') throw new Error(`statebox ended with ${status}.`);
      return ctx;
    };
  },
};

/** Runs a case once and gives the execution's output. */
export type Run = () => Promise<Json>;

interface StateboxInstance {
  readonly ready: Promise<void>;
  createStateMachines(definitions: { readonly [name: string]: Json }, env: object): Promise<void>;
  startExecution(
    input: Json,
    name: string,
    options: { readonly sendResponse: 'COMPLETE' },
  ): Promise<{ readonly status: string; readonly ctx: Json }>;
}

/** The expressions alone, parsed once: no interpreter can be faster than this. */
export function bareJsonata({ expressions, times }: NonNullable<BenchCase['limit']>): Run {
  const parsed = expressions.map((expression) => jsonata(expression));
  return async () => {
    for (let n = 0; n < times; n += 1) {
      for (const expression of parsed) {
        await expression.evaluate(undefined, { states: { input: { n } } });
      }
    }
    return null;
  };
}
