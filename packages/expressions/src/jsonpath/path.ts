import type { Json } from '../json.ts';
import { compiler } from '../outcome.ts';
import { evaluateSegments, stepInto } from './evaluate.ts';
import { parseWholePath } from './parse.ts';
import { isDefinite, type PathSyntax, type Segment } from './syntax.ts';

/** What a path can read. */
export interface Scope {
  /** `$` */
  readonly input: Json;
  /** `$$` */
  readonly context: Json;
  /** `$name` */
  readonly variables: { readonly [name: string]: Json };
}

/** A compiled JSONPath. */
export interface Path {
  readonly text: string;
  readonly syntax: PathSyntax;
  readonly isDefinite: boolean;
  /** The workflow variable that it reads, if it reads one. */
  readonly variable: string | undefined;
  /** The value; `undefined` when a definite path finds nothing. An indefinite one gives a list, maybe empty. */
  evaluate(scope: Scope): Json | undefined;
  /** Jayway's words for a definite path that found nothing, e.g. `No results for path: $['a']`. */
  missing(scope: Scope): string;
}

export const compilePath = compiler((text): Path => pathOf(text, parseWholePath(text)));

/** The compiled path of a syntax that stands inside a larger text. */
export function pathOf(text: string, syntax: PathSyntax): Path {
  const { root, segments } = syntax;
  const rootOf = rootReader(root);
  const definite = isDefinite(segments);
  return {
    text,
    syntax,
    isDefinite: definite,
    variable: root.kind === 'variable' ? root.name : undefined,
    evaluate: (scope) => {
      const value = rootOf(scope);
      if (value === undefined) return definite ? undefined : [];
      return segments.length === 0 ? value : evaluateSegments(value, segments);
    },
    missing: (scope) => missing(rootOf(scope), segments),
  };
}

function rootReader(root: PathSyntax['root']): (scope: Scope) => Json | undefined {
  if (root.kind === 'variable') {
    const { name } = root;
    return ({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  }
  return root.kind === 'input' ? (scope) => scope.input : (scope) => scope.context;
}

function missing(root: Json | undefined, segments: readonly Segment[]): string {
  let value = root;
  let path = '$';
  for (const [index, segment] of segments.entries()) {
    const next = value === undefined ? undefined : stepInto(value, segment);
    if (next === undefined && value !== undefined && index < segments.length - 1) {
      return `Missing property in path ${path}${bracketed(segment)}`;
    }
    path += bracketed(segment);
    value = next;
  }
  return `No results for path: ${path}`;
}

function bracketed(segment: Segment): string {
  if (segment.kind === 'names') return `['${segment.names.join("','")}']`;
  if (segment.kind === 'indexes') return `[${segment.indexes.join(',')}]`;
  return segment.kind === 'function' ? `.${segment.name}()` : '';
}
