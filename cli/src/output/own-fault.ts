import { OwnFault } from '@stepthrough/simulator';

/**
 * The stack of an error of Stepthrough's own, for whoever asks for it with the environment variable DEBUG;
 * its message has been told in any case.
 */
export function tellStack(problem: unknown): void {
  if (!(problem instanceof OwnFault) || !process.env['DEBUG']) return;
  const { cause } = problem;
  const stack = (cause instanceof Error ? cause.stack : undefined) ?? problem.stack ?? '';
  process.stderr.write(`${stack}\n`);
}
