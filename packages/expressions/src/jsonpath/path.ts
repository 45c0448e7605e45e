import { isArray, isObject, type Json, type JsonObject, member } from '@stepthrough/json';
import type { Work } from '../bounds/work.ts';
import { compiler } from '../outcome.ts';
import { evaluateSegments, walk } from './evaluate.ts';
import { missingWords, severalWords } from './missing.ts';
import { parseWholePath } from './parse.ts';
import { isDefinite, type PathSyntax, type Segment } from './syntax.ts';

/** What a path can read. */
export interface Scope {
  /** `$` */
  readonly input: Json;
  /** `$$` */
  readonly context: Json;
  /** `$name` */
  readonly variables: JsonObject;
}

/** A compiled JSONPath. */
export interface Path {
  readonly text: string;
  readonly syntax: PathSyntax;
  readonly isDefinite: boolean;
  /** The workflow variable that it reads, if it reads one. */
  readonly variable: string | undefined;
  /**
   * The value; `undefined` when a definite path finds nothing. An indefinite one gives a list, maybe
   * empty. @throws LimitReached
   */
  evaluate(scope: Scope, work?: Work): Json | undefined;
  /** Jayway's words for a definite path that found nothing, e.g. `No results for path: $['a']`. */
  missing(scope: Scope): string;
  /** Whether the path found nothing because its last index is outside an array that is there. */
  endsPastArray(scope: Scope): boolean;
}

export const compilePath = compiler((text): Path => pathOf(text, parseWholePath(text)));

/** The compiled path of a syntax that stands inside a larger text. */
export function pathOf(text: string, syntax: PathSyntax): Path {
  const { root, segments } = syntax;
  const rootOf = rootReader(root);
  const definite = isDefinite(segments);
  const several = severalInside(segments);
  return {
    text,
    syntax,
    isDefinite: definite,
    variable: root.kind === 'variable' ? root.name : undefined,
    evaluate: several ? stoppedEvaluator(rootOf, several) : evaluator(rootOf, segments, definite),
    missing: (scope) =>
      several && !several.isDefinite
        ? severalWords(several.upTo)
        : missingWords(rootOf(scope), segments),
    endsPastArray: (scope) => endsPastArray(rootOf(scope), segments),
  };
}

type Read = (scope: Scope) => Json | undefined;

function rootReader(root: PathSyntax['root']): Read {
  if (root.kind === 'variable') {
    const { name } = root;
    return ({ variables }) => member(variables, name);
  }
  return root.kind === 'input' ? (scope) => scope.input : (scope) => scope.context;
}

function evaluator(
  rootOf: Read,
  segments: readonly Segment[],
  definite: boolean,
): Path['evaluate'] {
  if (segments.length === 0) return rootOf;
  const read = definite ? walk : evaluateSegments;
  return (scope, work) => {
    const root = rootOf(scope);
    if (root === undefined) return definite ? undefined : [];
    return read(root, segments, work);
  };
}

interface Several {
  readonly before: readonly Segment[];
  readonly upTo: readonly Segment[];
  readonly isDefinite: boolean;
}

/** Names of several members that something follows: Jayway's library gives up at the first object there. */
function severalInside(segments: readonly Segment[]): Several | undefined {
  const at = segments.findIndex(
    (segment, index) =>
      segment.kind === 'names' && segment.names.length > 1 && index < segments.length - 1,
  );
  if (at < 0) return undefined;
  const before = segments.slice(0, at);
  return { before, upTo: segments.slice(0, at + 1), isDefinite: isDefinite(before) };
}

function stoppedEvaluator(rootOf: Read, { before, isDefinite }: Several): Path['evaluate'] {
  return (scope, work) => {
    const root = rootOf(scope);
    if (isDefinite || root === undefined) return undefined;
    const found = evaluateSegments(root, before, work);
    return isArray(found) && found.some(isObject) ? undefined : [];
  };
}

function endsPastArray(root: Json | undefined, segments: readonly Segment[]): boolean {
  const last = segments.at(-1);
  if (root === undefined || (last?.kind !== 'indexes' && last?.kind !== 'fromEnd')) return false;
  return isArray(walk(root, segments.slice(0, -1)));
}
