import type { ScopeGraph, StateNode, Transition } from '@stepthrough/asl';
import { member } from '@stepthrough/json';

/**
 * A Mermaid flowchart, which Markdown renderers draw: start and end as circles, Map and Parallel as
 * boxes around their states, conditions on the edges of a Choice, dotted edges for Catch.
 */
export function toMermaid(graph: ScopeGraph): string {
  const names = new Map<string, string>();
  /** Mermaid knows letters and digits in the name of a node; states are numbered in text order. */
  const nameOf = (id: string): string => {
    const name = names.get(id) ?? `s${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  return ['flowchart TD', ...indented(scopeLines(graph, nameOf)), ''].join('\n');
}

type NameOf = (id: string) => string;

function scopeLines({ id, nodes, transitions }: ScopeGraph, nameOf: NameOf): string[] {
  const start = nameOf(`${id}>start`);
  const end = nameOf(`${id}>end`);
  const ends = transitions.some(({ kind }) => kind === 'end');
  return [
    `${start}((Start))`,
    ...nodes.flatMap((node) => nodeLines(node, nameOf)),
    ...(ends ? [`${end}((End))`] : []),
    ...transitions.flatMap((transition) => edgeLines(transition, { start, end }, nameOf)),
  ];
}

function nodeLines({ id, state, scopes }: StateNode, nameOf: NameOf): string[] {
  const name = nameOf(id);
  const label = text(state.name);
  if (scopes.length === 0) {
    return [state.type === 'Choice' ? `${name}{${label}}` : `${name}[${label}]`];
  }
  const inner = scopes.map((scope) => scopeLines(scope, nameOf));
  const [only = []] = inner;
  const content =
    inner.length === 1
      ? only
      : inner.flatMap((lines, index) => [
          `subgraph ${nameOf(`${id}>branch ${index}`)}[${text(`Branch ${index + 1}`)}]`,
          ...indented(lines),
          'end',
        ]);
  return [`subgraph ${name}[${label}]`, ...indented(content), 'end'];
}

function edgeLines(
  { kind, from, to, target, label }: Transition,
  scope: { readonly start: string; readonly end: string },
  nameOf: NameOf,
): string[] {
  // A target that no state has leads nowhere: `validate` tells of it.
  if (to === undefined && target !== undefined) return [];
  const source = kind === 'start' ? scope.start : nameOf(from);
  const arrow = kind === 'catch' ? '-.->' : '-->';
  const written = label === '' ? '' : `|${text(label)}|`;
  return [`${source} ${arrow}${written} ${to === undefined ? scope.end : nameOf(to)}`];
}

/** In quotes everything stands for itself but the quote, and what would be read as HTML. */
function text(label: string): string {
  const entities: { readonly [character: string]: string } = {
    '"': '#quot;',
    '<': '#lt;',
    '>': '#gt;',
    '#': '#35;',
    '&': '#amp;',
  };
  return `"${label.replace(/["<>#&]/g, (character) => member(entities, character) ?? character)}"`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
