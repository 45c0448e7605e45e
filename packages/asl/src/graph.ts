import { member } from '@stepthrough/json';
import type { AslDocument } from './document.ts';
import type { Scope, State } from './machine.ts';
import type { SourceNode } from './source/node.ts';
import { scopesOf, stateId } from './walk.ts';

/** The states of one scope and the transitions between them; no transition leaves its scope. */
export interface ScopeGraph {
  /** The owner's `stateId` with the branch number, e.g. `Both[1]`; empty for the machine. */
  readonly id: string;
  readonly scope: Scope;
  readonly nodes: readonly StateNode[];
  readonly transitions: readonly Transition[];
}

export interface StateNode {
  /** `stateId` of the state. */
  readonly id: string;
  readonly state: State;
  /** What a Map or Parallel holds. */
  readonly scopes: readonly ScopeGraph[];
  /** Whether transitions lead here from the start of its scope. */
  readonly isReachable: boolean;
}

/** Where a transition is written. `index` counts choice rules and catchers. */
export interface TransitionSource {
  readonly kind: 'start' | 'next' | 'end' | 'choice' | 'default' | 'catch';
  /** `stateId`; empty for the start of the scope. */
  readonly from: string;
  readonly index: number;
}

export interface Transition extends TransitionSource {
  /** `stateId` of the target; `undefined` for the end of the scope and for a name that no state has. */
  readonly to: string | undefined;
  /** The name as written; `undefined` for the end. */
  readonly target: string | undefined;
  readonly label: string;
}

/** Everything that a canvas draws; `undefined` when the text holds no object at all. */
export function graphOf(document: AslDocument): ScopeGraph | undefined {
  return document.machine && scopeGraph(document.machine);
}

/** The id of a scope, as `ScopeGraph.id` has it. */
export function scopeId(scope: Scope): string {
  if (!scope.owner) return '';
  return scope.kind === 'branch' ? `${stateId(scope.owner)}[${scope.index}]` : stateId(scope.owner);
}

function scopeGraph(scope: Scope): ScopeGraph {
  const ids = new Map<string, string>();
  // A repeated name means its first state, as in `findState`.
  const states = scope.states.filter((state) => {
    if (ids.has(state.name)) return false;
    ids.set(state.name, stateId(state));
    return true;
  });
  const written = [
    ...startOf(scope),
    ...states.flatMap((state) => transitionsOf(stateId(state), state)),
  ];
  const transitions = written.map((transition) => ({
    ...transition,
    to: transition.target === undefined ? undefined : ids.get(transition.target),
  }));
  const reachable = reachableIn(transitions);
  const nodes = states.map((state) => ({
    id: stateId(state),
    state,
    scopes: scopesOf(state).map(scopeGraph),
    isReachable: reachable.has(stateId(state)),
  }));
  return { id: scopeId(scope), scope, nodes, transitions };
}

function reachableIn(transitions: readonly Transition[]): ReadonlySet<string> {
  const targets = new Map<string, string[]>();
  for (const { from, to } of transitions) {
    if (to === undefined) continue;
    const known = targets.get(from);
    if (known) known.push(to);
    else targets.set(from, [to]);
  }
  const reached = new Set<string>();
  const open = [''];
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (const to of targets.get(from) ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      open.push(to);
    }
  }
  return reached;
}

type Written = Omit<Transition, 'to'>;

function startOf({ startAt }: Scope): Written[] {
  return startAt ? [{ kind: 'start', from: '', index: 0, target: startAt.value, label: '' }] : [];
}

function transitionsOf(from: string, state: State): Written[] {
  const found: Written[] = [];
  if (state.type === 'Choice') {
    for (const [index, rule] of state.choices.entries()) {
      const label = rule.comment?.value ?? describeCondition(rule.node);
      if (rule.next) found.push({ kind: 'choice', from, index, target: rule.next.value, label });
    }
    const target = state.default?.value;
    if (target !== undefined)
      found.push({ kind: 'default', from, index: 0, target, label: 'Default' });
  } else if (state.next) {
    found.push({ kind: 'next', from, index: 0, target: state.next.value, label: '' });
  } else if (state.end?.value === true || state.type === 'Succeed' || state.type === 'Fail') {
    found.push({ kind: 'end', from, index: 0, target: undefined, label: '' });
  }
  for (const [index, catcher] of ('catch' in state ? state.catch : []).entries()) {
    const label = catcher.errorEquals?.value.map(({ value }) => value).join(', ') ?? 'Catch';
    if (catcher.next) found.push({ kind: 'catch', from, index, target: catcher.next.value, label });
  }
  return found;
}

/** A choice rule in a few words, e.g. `$.total > 1000 and $.name is present`. */
function describeCondition(node: SourceNode): string {
  if (node.kind !== 'object') return '';
  const values = new Map(node.properties.map(({ key, value }) => [key.value, value]));
  const condition = values.get('Condition');
  if (condition?.kind === 'string') return condition.value.replace(/^\{%\s*|\s*%\}$/g, '');
  for (const [name, word] of [
    ['And', ' and '],
    ['Or', ' or '],
  ] as const) {
    const parts = values.get(name);
    if (parts?.kind === 'array') return parts.items.map(describeCondition).join(word);
  }
  const not = values.get('Not');
  if (not) return `not (${describeCondition(not)})`;
  const variable = values.get('Variable');
  const [operator, operand] = [...values].find(([name]) =>
    /Equals|Than|Matches|^Is/.test(name),
  ) ?? ['', undefined];
  const subject = variable?.kind === 'string' ? variable.value : '';
  if (operator.startsWith('Is')) {
    const isNot = operand?.kind === 'boolean' && !operand.value;
    return `${subject} is ${isNot ? 'not ' : ''}${member(kinds, operator) ?? ''}`;
  }
  return `${subject} ${describeOperator(operator)} ${describeOperand(operand)}`.trim();
}

const kinds: { readonly [operator: string]: string } = {
  IsNull: 'null',
  IsPresent: 'present',
  IsNumeric: 'a number',
  IsString: 'a string',
  IsBoolean: 'a boolean',
  IsTimestamp: 'a timestamp',
};

function describeOperator(operator: string): string {
  const name = operator.replace(/Path$/, '');
  if (name.endsWith('GreaterThanEquals')) return '≥';
  if (name.endsWith('LessThanEquals')) return '≤';
  if (name.endsWith('GreaterThan')) return '>';
  if (name.endsWith('LessThan')) return '<';
  return name.endsWith('Equals') ? '=' : 'matches';
}

function describeOperand(operand: SourceNode | undefined): string {
  if (!operand || operand.kind === 'object' || operand.kind === 'array') return '';
  if (operand.kind === 'placeholder') return `\${${operand.name}}`;
  if (operand.kind === 'null') return 'null';
  const isLiteral = operand.kind === 'string' && !operand.value.startsWith('$');
  return isLiteral ? `"${operand.value}"` : String(operand.value);
}
