import {
  choiceOperatorDocs,
  type FieldInfo,
  type FieldTable,
  partFields,
  scopeFields,
  stateFields,
} from '@stepthrough/catalog';
import {
  queryLanguageOf,
  type QueryLanguage,
  type Scope,
  type SourceNode,
  type State,
  walkScopes,
} from '@stepthrough/asl';
import { member } from '@stepthrough/json';
import type { Cursor } from './cursor.ts';
import type { Step } from './locate.ts';

/** What the States Language has at a place of a definition. */
type Expected =
  | { readonly kind: 'fields'; readonly table: FieldTable }
  /** The names of states: the keys of `States`. */
  | { readonly kind: 'states' }
  /** The value of a field, or an item of its list. */
  | { readonly kind: 'value'; readonly info: FieldInfo; readonly isItem: boolean }
  /** JSON of the author's own, in a field such as Parameters. */
  | { readonly kind: 'template'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'unknown' };

export interface Expectation {
  readonly expected: Expected;
  /** Where names of states are looked up. */
  readonly scope: Scope | undefined;
  /** The innermost state around. */
  readonly state: State | undefined;
  readonly language: QueryLanguage;
  /** The field of the state, or of a part of it, in which the cursor stands. */
  readonly field: string;
  /** The parts of the state around that field, e.g. `catcher`, `itemReader`. */
  readonly parts: readonly string[];
}

export function expectationAt({ open, steps, container }: Cursor): Expectation {
  const { machine } = open.document;
  const scopes = new Map<SourceNode, Scope>();
  for (const scope of machine ? walkScopes(machine) : []) scopes.set(scope.node, scope);
  let here: Mutable = {
    expected: { kind: 'fields', table: scopeFields.machine },
    scope: machine,
    state: undefined,
    field: '',
    parts: [],
  };
  steps.forEach((step, index) => {
    const child =
      steps[index + 1]?.container ?? (container === step.container ? undefined : container);
    here = inside(here, step, child, scopes);
  });
  const language = here.state
    ? queryLanguageOf(here.state)
    : machine?.queryLanguage?.value === 'JSONata'
      ? 'JSONata'
      : 'JSONPath';
  return { ...here, language };
}

type Mutable = Omit<Expectation, 'language'>;

function inside(
  here: Mutable,
  { at }: Step,
  child: SourceNode | undefined,
  scopes: ReadonlyMap<SourceNode, Scope>,
): Mutable {
  const { expected } = here;
  switch (expected.kind) {
    case 'states':
      return inState(here, String(at), child);
    case 'fields': {
      const info = member(expected.table, String(at)) ?? operandOf(String(at), here.parts);
      if (!info) return { ...here, expected: { kind: 'unknown' }, field: String(at) };
      return inField({ ...here, field: String(at) }, info, child, scopes);
    }
    case 'value':
      return inItem(here, expected.info, at, child, scopes);
    case 'template':
      return { ...here, expected: { kind: 'template', path: [...expected.path, at] } };
    case 'unknown':
      return here;
  }
}

/** The operand of a comparison in a JSONPath Choice rule. */
export function operandOf(name: string, parts: readonly string[]): FieldInfo | undefined {
  if (parts.at(-1) !== 'choiceRule') return undefined;
  const operator = member(choiceOperatorDocs, name);
  if (!operator) return undefined;
  const { doc, operand } = operator;
  return { doc, language: 'JSONPath', type: operandTypes[operand], snippet: '' };
}

const operandTypes = {
  String: 'string',
  Numeric: 'number',
  Timestamp: 'timestamp',
  Boolean: 'boolean',
  Path: 'path',
  Pattern: 'string',
} as const;

function inState(here: Mutable, name: string, child: SourceNode | undefined): Mutable {
  const { scope } = here;
  const state = scope?.states.find((each) => (child ? each.node === child : each.name === name));
  const table = state?.type ? stateFields[state.type] : anyState;
  return { ...here, expected: { kind: 'fields', table }, state, field: '', parts: [] };
}

/** Before its Type is written, a state may become any. */
const anyState: FieldTable = Object.fromEntries(
  Object.values(stateFields).flatMap((table) => Object.entries<FieldInfo>(table)),
);

function inField(
  here: Mutable,
  info: FieldInfo,
  child: SourceNode | undefined,
  scopes: ReadonlyMap<SourceNode, Scope>,
): Mutable {
  if (info.type === 'states') return { ...here, expected: { kind: 'states' } };
  if (info.type === 'template' || info.type === 'json') {
    return { ...here, expected: { kind: 'template', path: [] } };
  }
  const isObject = child?.kind === 'object';
  if (info.type === 'scope' && isObject) {
    return inScope(here, scopes.get(child), info.part ?? 'processor');
  }
  if (info.type === 'part' && isObject) return inPart(here, info.part ?? '');
  return { ...here, expected: { kind: 'value', info, isItem: false } };
}

function inItem(
  here: Mutable,
  info: FieldInfo,
  at: string | number,
  child: SourceNode | undefined,
  scopes: ReadonlyMap<SourceNode, Scope>,
): Mutable {
  if (typeof at === 'string') return { ...here, expected: { kind: 'unknown' } };
  const part = itemParts[info.type];
  if (info.type === 'scopes') return inScope(here, child && scopes.get(child), 'branch');
  if (part) return inPart(here, info.part ?? part);
  return { ...here, expected: { kind: 'value', info, isItem: true } };
}

const itemParts: { readonly [T in FieldInfo['type']]?: string } = {
  choiceRules: 'choiceRule',
  retriers: 'retrier',
  catchers: 'catcher',
};

function inScope(here: Mutable, scope: Scope | undefined, part: string): Mutable {
  const table = part === 'branch' ? scopeFields.branch : scopeFields.processor;
  return {
    expected: { kind: 'fields', table },
    scope: scope ?? here.scope,
    state: undefined,
    field: '',
    parts: [],
  };
}

function inPart(here: Mutable, part: string): Mutable {
  const tables: { readonly [name: string]: FieldTable } = partFields;
  const table = member(tables, part);
  return {
    ...here,
    expected: table ? { kind: 'fields', table } : { kind: 'unknown' },
    parts: [...here.parts, part],
  };
}
