import type { Json } from '../json.ts';
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
  evaluate(scope: TemplateScope): Outcome;
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
    evaluate: (scope) => {
      try {
        return { ok: true, value: evaluate(scope) };
      } catch (error) {
        if (error instanceof MissingPath) {
          return { ok: false, error: 'States.ParameterPathFailure', cause: error.message };
        }
        if (!(error instanceof IntrinsicFault)) throw error;
        return { ok: false, error: 'States.IntrinsicFailure', cause: error.message };
      }
    },
  };
});

class MissingPath extends Error {}

type Evaluator = (scope: TemplateScope) => Json;

function compileArgument(syntax: ArgumentSyntax, paths: Path[]): Evaluator {
  switch (syntax.kind) {
    case 'literal': {
      const value = unescapeBraces(syntax.value);
      return () => value;
    }
    case 'path': {
      const path = pathOf(syntax.text, syntax.syntax);
      paths.push(path);
      return (scope) => {
        const value = path.evaluate(scope);
        if (value === undefined) throw new MissingPath(path.missing(scope));
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
      return (scope) =>
        apply(
          parts.map((part) => part(scope)),
          scope.random,
        );
    }
  }
}

function unescapeBraces(value: Json): Json {
  return typeof value === 'string' ? value.replace(/\\([{}])/g, '$1') : value;
}
