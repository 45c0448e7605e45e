/**
 * The one place that runs regular expressions which users wrote. JavaScript's own matcher is used
 * where it is sure to be quick; elsewhere RE2, whose time grows with the text alone, but which has
 * neither lookaround nor references to groups.
 */
import { RE2JS } from 're2js';
import { backtrackingSteps } from './backtracking.ts';
import { LimitReached, Work } from './work.ts';

interface RegularExpressionMatch {
  readonly start: number;
  readonly end: number;
  /** The whole match, then the groups; `undefined` for one that took no part. */
  readonly groups: readonly (string | undefined)[];
}

export interface RegularExpression {
  readonly source: string;
  /** Whether it matches anywhere in the text. @throws LimitReached */
  test(text: string, work?: Work): boolean;
  /** The first match at `from` or after it. @throws LimitReached */
  find(text: string, from: number, work: Work): RegularExpressionMatch | undefined;
}

interface Options {
  readonly ignoreCase?: boolean;
  /** Lets `.` stand for line ends too. */
  readonly dotAll?: boolean;
  /** Reads the expression by the stricter rules of JavaScript's `u`. */
  readonly unicode?: boolean;
}

/** Longer ones are programs; RE2 would take long to compile them. */
const maxSource = 10_000;

/** @throws SyntaxError when the source is no regular expression */
export function compileRegularExpression(
  source: string,
  { ignoreCase = false, dotAll = false, unicode = false }: Options = {},
): RegularExpression {
  if (source.length > maxSource) {
    throw new SyntaxError(
      `A regular expression has at most ${maxSource.toLocaleString('en')} characters here.`,
    );
  }
  const flags = `g${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}${unicode ? 'u' : ''}`;
  const own = new RegExp(source, flags);
  const stepsFor = backtrackingSteps(source);
  const re2Flags = (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (dotAll ? RE2JS.DOTALL : 0);
  let linear: RE2JS | undefined | null = null;
  const linearly = (): RE2JS | undefined => (linear ??= compileLinear(source, re2Flags));

  const find: RegularExpression['find'] = (text, from, work) => {
    const steps = stepsFor(text.length - from);
    if (work.canSpend('backtracking', steps)) {
      work.spend('backtracking', steps);
      own.lastIndex = from;
      const match = own.exec(text);
      if (!match) return undefined;
      return { start: match.index, end: match.index + match[0].length, groups: [...match] };
    }
    const compiled = linearly();
    if (!compiled) {
      throw new LimitReached(
        `The regular expression ${source} might take too long for a text of ${text.length} characters.`,
      );
    }
    work.spend('matching', (text.length - from + 1) * compiled.programSize());
    return findLinearly(compiled, text, from);
  };
  return { source, find, test: (text, work = new Work()) => find(text, 0, work) !== undefined };
}

/** `undefined` for what RE2 has not. */
function compileLinear(source: string, flags: number): RE2JS | undefined {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch {
    return undefined;
  }
}

function findLinearly(
  compiled: RE2JS,
  text: string,
  from: number,
): RegularExpressionMatch | undefined {
  const matcher = compiled.matcher(text);
  if (!matcher.find(from)) return undefined;
  const groups = Array.from(
    { length: matcher.groupCount() + 1 },
    (_, index) => matcher.group(index) ?? undefined,
  );
  return { start: matcher.start(), end: matcher.end(), groups };
}

/** Every match from left to right. @throws LimitReached */
export function* matchesIn(
  expression: RegularExpression,
  text: string,
  work: Work,
): Generator<RegularExpressionMatch> {
  for (let from = 0; from <= text.length;) {
    const match = expression.find(text, from, work);
    if (!match) return;
    yield match;
    from = match.end > match.start ? match.end : match.end + 1;
  }
}
