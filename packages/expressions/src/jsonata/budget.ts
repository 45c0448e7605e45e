import type jsonata from 'jsonata';

type Expression = ReturnType<typeof jsonata>;

/** No variable can have this name, so no expression can reach the budget. */
export const budgetName = '\u0000budget';

const maxEvaluations = 500_000;
const maxDepth = 1_000;

/**
 * What one evaluation may use. It counts evaluated nodes and their depth, not time, so that a runaway
 * expression fails alike on every machine.
 */
export class Budget {
  #evaluations = 0;
  #depth = 0;

  enter(): void {
    this.#evaluations += 1;
    this.#depth += 1;
    if (this.#evaluations > maxEvaluations || this.#depth > maxDepth) {
      throw new Error(
        'The expression does not come to an end: it calls itself too often or too deep.',
      );
    }
  }

  leave(): void {
    this.#depth -= 1;
  }
}

interface Environment {
  lookup(name: string): unknown;
}

/**
 * Makes the library report each node that it evaluates. Only an expression that defines a function
 * can run for ever, so only such a one pays for it.
 */
export function meter(expression: Expression, text: string): void {
  if (!/function|λ/.test(text)) return;
  expression.assign(hook('entry'), (_node: unknown, _input: unknown, environment: Environment) => {
    budgetOf(environment)?.enter();
  });
  expression.assign(hook('exit'), (_node: unknown, _input: unknown, environment: Environment) => {
    budgetOf(environment)?.leave();
  });
}

/** The library looks its hooks up by symbol, though it declares names as strings. */
function hook(name: 'entry' | 'exit'): string {
  return Symbol.for(`jsonata.__evaluate_${name}`) as unknown as string;
}

function budgetOf(environment: Environment): Budget | undefined {
  const found = environment.lookup(budgetName);
  return found instanceof Budget ? found : undefined;
}
