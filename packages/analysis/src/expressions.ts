import type { AslDocument, Range } from '@stepthrough/asl';
import {
  compileIntrinsic,
  compilePath,
  type Compiled,
  type Intrinsic,
  isIntrinsic,
  type Path,
  type PathSyntax,
} from '@stepthrough/expressions';
import type { JsonataReading } from './jsonata-reading.ts';
import type { ExpressionSite } from './sites.ts';

export type PathReading = Path;
export type IntrinsicCall = Intrinsic['syntax'];

/** A variable that a site reads, with the index of its name in the site's text. */
interface VariableRead {
  readonly name: string;
  readonly index: number;
  readonly isGuarded: boolean;
}

/** The JSONPath at a site; `undefined` where the site is no path or an intrinsic function. */
export function readPath({ kind, text, readings }: ExpressionSite): Compiled<Path> | undefined {
  if (readings.path === undefined) {
    const isPath = kind !== 'jsonata' && !(kind === 'dollar' && isIntrinsic(text));
    readings.path = isPath ? compilePath(text) : null;
  }
  return readings.path ?? undefined;
}

/** The intrinsic function call at a site. */
export function readIntrinsic({
  kind,
  text,
  readings,
}: ExpressionSite): Compiled<Intrinsic> | undefined {
  if (readings.intrinsic === undefined) {
    readings.intrinsic = kind === 'dollar' && isIntrinsic(text) ? compileIntrinsic(text) : null;
  }
  return readings.intrinsic ?? undefined;
}

/** The JSONata expression at a site. */
export function readJsonata({
  kind,
  text,
  readings,
}: ExpressionSite): Compiled<JsonataReading> | undefined {
  readings.jsonata ??= kind === 'jsonata' ? readings.ofJsonata.of(text) : null;
  return readings.jsonata ?? undefined;
}

/** The variables that an expression reads, whatever language it is in. */
export function variablesOf(site: ExpressionSite): readonly VariableRead[] {
  const jsonata = readJsonata(site);
  if (jsonata) return jsonata.ok ? jsonata.value.variables : [];
  return pathsAt(site).flatMap(({ root, start }) =>
    root.kind === 'variable' ? [{ name: root.name, index: start, isGuarded: false }] : [],
  );
}

type PathAt = PathSyntax & {
  /** Its index in the site's text. */
  readonly start: number;
};

/** The path at a site, or those that its intrinsic function gets. */
export function pathsAt(site: ExpressionSite): readonly PathAt[] {
  const path = readPath(site);
  if (path) return path.ok ? [{ ...path.value.syntax, start: 0 }] : [];
  const call = readIntrinsic(site);
  return call?.ok ? pathsIn(call.value.syntax) : [];
}

function pathsIn(call: IntrinsicCall): readonly PathAt[] {
  return call.arguments.flatMap((argument) => {
    if (argument.kind === 'call') return pathsIn(argument);
    return argument.kind === 'path' ? [{ ...argument.syntax, start: argument.start }] : [];
  });
}

/** The range in the document of some characters of a site's text. */
export function rangeIn(
  { layout }: Pick<AslDocument, 'layout'>,
  { node, start }: ExpressionSite,
  index: number,
  length = 1,
): Range {
  const from = layout.offsetInString(node, start + index);
  const to = layout.offsetInString(node, start + index + length);
  return { start: from, end: Math.max(to, from) };
}
