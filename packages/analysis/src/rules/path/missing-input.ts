import { type State, valueOf } from '@stepthrough/asl';
import { type PathReading, rangeIn, readIntrinsic, readPath } from '../../expressions.ts';
import type { IntrinsicCall } from '../../expressions.ts';
import type { Facts } from '../../facts.ts';
import { listed } from '../../listed.ts';
import type { Report, Rule } from '../../rule.ts';
import { fieldOf, type Shape } from '../../shapes.ts';
import type { ExpressionSite } from '../../sites.ts';

export const pathMissingInput: Rule = {
  scope({ states }, report, facts) {
    for (const state of states) {
      const tested = testedBy(state, facts);
      for (const site of facts.sites(state).expressions) check(site, tested, report, facts);
    }
  },
};

function check(
  site: ExpressionSite,
  tested: readonly string[],
  report: Report,
  facts: Facts,
): void {
  const from = sourceOf(site, tested, facts);
  if (!from) return;
  for (const syntax of pathsAt(site)) {
    if (syntax.root.kind !== 'input') continue;
    let shape: Shape | undefined = from;
    for (const segment of syntax.segments) {
      const name =
        segment.kind === 'names' && segment.names.length === 1 ? segment.names[0] : undefined;
      if (name === undefined || !shape) break;
      const field = fieldOf(shape, name);
      if (!field) {
        const index = site.text.indexOf(name, segment.start);
        report(
          rangeIn(facts.document, site, Math.max(0, index), name.length),
          `What reaches this place has no field "${name}"; it has ${listed([...shape.fields.keys()]) || 'none'}.`,
        );
        break;
      }
      shape = field.shape;
    }
  }
}

/** The data that `$` stands for at a site, where its fields are certain. */
function sourceOf(
  site: ExpressionSite,
  tested: readonly string[],
  facts: Facts,
): Shape | undefined {
  const { field, holder, state } = site;
  if (field === 'ResultSelector') return facts.shapes().result(state);
  if (field === 'Variable' || holder === 'choice') {
    return isTested(tested, site.text) ? undefined : facts.shapes().selected(state);
  }
  if (holder !== 'state') return undefined;
  if (field === 'InputPath') return facts.shapes().input(state);
  return beforeResult.has(field) ? facts.shapes().selected(state) : undefined;
}

const beforeResult = new Set([
  'Parameters',
  'ItemSelector',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
]);

/** Whether a Choice asks itself whether the path finds something, or a part of the path. */
function isTested(paths: readonly string[], path: string): boolean {
  let [low, high] = [0, paths.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') <= path) low = middle + 1;
    else high = middle;
  }
  const before = paths[low - 1];
  return before !== undefined && path.startsWith(before);
}

/** The paths that IsPresent tests, in order and without those that begin with another of them. */
function testedBy(state: State, facts: Facts): readonly string[] {
  const paths = facts.choiceRules(state).flatMap(({ node }) => {
    const variable = valueOf(node, 'Variable');
    const isTest = variable?.kind === 'string' && valueOf(node, 'IsPresent') !== undefined;
    return isTest ? [variable.value] : [];
  });
  const shortest: string[] = [];
  for (const path of paths.sort((a, b) => (a < b ? -1 : 1))) {
    const before = shortest.at(-1);
    if (before === undefined || !path.startsWith(before)) shortest.push(path);
  }
  return shortest;
}

type Syntax = PathReading['syntax'];

function pathsAt(site: ExpressionSite): readonly Syntax[] {
  const path = readPath(site);
  if (path) return path.ok ? [path.value.syntax] : [];
  const call = readIntrinsic(site);
  return call?.ok ? pathsIn(call.value.syntax) : [];
}

function pathsIn(call: IntrinsicCall): readonly Syntax[] {
  return call.arguments.flatMap((argument) => {
    if (argument.kind === 'call') return pathsIn(argument);
    return argument.kind === 'path' ? [argument.syntax] : [];
  });
}
