import { isDistributed, rangeIn } from '@stepthrough/analysis';
import type { AslDocument, Range, Scope, StringNode } from '@stepthrough/asl';
import type { OpenMachine } from './open-document.ts';

/** A place where a workflow variable is assigned or read. */
export interface VariableOccurrence {
  readonly name: string;
  /** The name alone, without `$`, quotes or the `.$` of an assignment. */
  readonly range: Range;
  readonly isAssignment: boolean;
  /** The outermost scope that assigns the variable it means; `undefined` when none does. */
  readonly home: Scope | undefined;
}

/** The occurrence whose name, or the `$` before it, holds the offset. */
export function variableAt(open: OpenMachine, offset: number): VariableOccurrence | undefined {
  return variableOccurrences(open).find(
    ({ range, isAssignment }) =>
      range.start - (isAssignment ? 0 : 1) <= offset && offset <= range.end,
  );
}

/** Every place that means the same variable, in the order of the text. */
export function sameVariable(
  open: OpenMachine,
  { name, home }: VariableOccurrence,
): readonly VariableOccurrence[] {
  return variableOccurrences(open)
    .filter((each) => each.name === name && each.home === home)
    .sort((a, b) => a.range.start - b.range.start);
}

const known = new WeakMap<OpenMachine, readonly VariableOccurrence[]>();

function variableOccurrences(open: OpenMachine): readonly VariableOccurrence[] {
  const cached = known.get(open);
  if (cached) return cached;
  const { document, facts } = open;
  const { reads, writes } = facts.variables();
  const homes = new Map<string, Set<Scope>>();
  for (const { name, state } of writes) {
    homes.set(name, (homes.get(name) ?? new Set()).add(state.scope));
  }
  const homeOf = (name: string, scope: Scope): Scope | undefined => {
    const writers = homes.get(name);
    let home: Scope | undefined;
    for (let at: Scope | undefined = scope; at && writers; at = at.owner?.scope) {
      if (writers.has(at)) home = at;
      if (isDistributed(at)) break;
    }
    return home;
  };
  const found: VariableOccurrence[] = [
    ...writes.map(({ name, key, state }) => ({
      name,
      range: nameIn(document, key, name),
      isAssignment: true,
      home: homeOf(name, state.scope),
    })),
    ...reads.map(({ name, site, index, state }) => ({
      name,
      range: rangeIn(document, site, index + 1, name.length),
      isAssignment: false,
      home: homeOf(name, state.scope),
    })),
  ];
  known.set(open, found);
  return found;
}

function nameIn({ layout }: AslDocument, key: StringNode, name: string): Range {
  return {
    start: layout.offsetInString(key, 0),
    end: layout.offsetInString(key, name.length),
  };
}

/** The variables that a state of this scope can see, by name. */
export function visibleVariables(open: OpenMachine, scope: Scope): ReadonlySet<string> {
  const seen = new Set<Scope>();
  for (let at: Scope | undefined = scope; at; at = at.owner?.scope) {
    seen.add(at);
    if (isDistributed(at)) break;
  }
  const { writes } = open.facts.variables();
  return new Set(writes.flatMap(({ name, state }) => (seen.has(state.scope) ? [name] : [])));
}
