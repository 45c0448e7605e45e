import type { Json } from '@stepthrough/json';
import { Work } from '../bounds/work.ts';
import { type Path, pathOf, type Scope } from '../jsonpath/path.ts';
import { compiler, type Outcome } from '../outcome.ts';
import { IntrinsicFault, intrinsicFunctions, type Random } from './functions.ts';
import { type ArgumentSyntax, type CallSyntax, parseCall } from './parse.ts';

/** What a template and its function calls can read. */
export interface TemplateScope extends Scope {
  /** A number in [0, 1) from a keyed generator. */
  readonly random: Random;
}

export interface Intrinsic {
  readonly text: string;
  readonly syntax: CallSyntax;
  /** Every path among the arguments, nested ones included. */
  readonly paths: readonly Path[];
  /**
   * A failure is States.Runtime; its cause has AWS's words after `An error occurred while executing
   * the state … .` @throws LimitReached
   */
  evaluate(scope: TemplateScope, work?: Work): Outcome;
}

/** Whether a text is meant as a call of an intrinsic function. */
export function isIntrinsic(text: string): boolean {
  return text.startsWith('States.');
}

export const compileIntrinsic = compiler((text): Intrinsic => {
  const syntax = parseCall(text);
  const paths: Path[] = [];
  const evaluate = compileArgument(syntax, paths);
  return {
    text,
    syntax,
    paths,
    evaluate: (scope, work = new Work()) => {
      try {
        return { ok: true, value: evaluate(scope, work) };
      } catch (error) {
        if (!(error instanceof IntrinsicFault)) throw error;
        // The documents say States.IntrinsicFailure; what AWS's executions end with is States.Runtime.
        const cause = `The function '${text}' had the following error: ${error.message}`;
        return { ok: false, error: 'States.Runtime', cause };
      }
    },
  };
});

type Evaluator = (scope: TemplateScope, work: Work) => Json;

function compileArgument(syntax: ArgumentSyntax, paths: Path[]): Evaluator {
  switch (syntax.kind) {
    case 'literal': {
      const value = unescapeBraces(syntax.value);
      return () => value;
    }
    case 'path': {
      const path = pathOf(syntax.text, syntax.syntax);
      paths.push(path);
      return (scope, work) => {
        const value = path.evaluate(scope, work);
        if (value === undefined) throw new IntrinsicFault(missingArgument(path, scope));
        return value;
      };
    }
    case 'call': {
      const { apply } = intrinsicFunctions[syntax.name];
      const isFormat = syntax.name === 'States.Format';
      const parts = syntax.arguments.map((part, index): Evaluator => {
        // Only the template of States.Format still needs the escapes of its braces.
        if (isFormat && index === 0 && part.kind === 'literal') return () => part.value;
        return compileArgument(part, paths);
      });
      return (scope, work) =>
        apply(
          parts.map((part) => part(scope, work)),
          scope.random,
          work,
        );
    }
  }
}

function unescapeBraces(value: Json): Json {
  return typeof value === 'string' ? value.replace(/\\([{}])/g, '$1') : value;
}

/** AWS names the state's input, and the path as if it read it, also for the context object. */
function missingArgument(path: Path, scope: TemplateScope): string {
  const words = path.missing(scope);
  if (words.startsWith('Filter: ')) return words;
  const text = path.text.replace(/^\$\$/, '$');
  return `The JsonPath argument for the field '${text}' could not be found in the input '${JSON.stringify(scope.input)}'`;
}
