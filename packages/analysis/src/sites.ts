import {
  hasPlaceholder,
  type ObjectNode,
  propertyOf,
  queryLanguageOf,
  type QueryLanguage,
  type SourceNode,
  type State,
  type StringNode,
  valueOf,
} from '@stepthrough/asl';
import { choiceOperatorDocs, type FieldInfo, fieldsOfAll, stateFields } from '@stepthrough/catalog';
import type { Compiled, Intrinsic, Path } from '@stepthrough/expressions';
import { member } from '@stepthrough/json';
import type { JsonataReading } from './jsonata-reading.ts';
import type { JsonataReadings } from './jsonata-readings.ts';

/** Who evaluates a field: the state itself, or one of its Choice rules or catchers. */
export type Holder = 'state' | 'choice' | 'catch';

/** Each is filled in when first asked for; `null` where the site is of another kind. */
interface Readings {
  path?: Compiled<Path> | null;
  intrinsic?: Compiled<Intrinsic> | null;
  jsonata?: Compiled<JsonataReading> | null;
  readonly ofJsonata: JsonataReadings;
}

/** A string that is evaluated when the state machine runs. */
export interface ExpressionSite {
  /** `path`: a JSONPath. `dollar`: a JSONPath or an intrinsic function. */
  readonly kind: 'path' | 'dollar' | 'jsonata';
  readonly node: StringNode;
  /** The expression, without the `{%` and `%}` of JSONata. */
  readonly text: string;
  /** Index in `node.value` at which `text` begins. */
  readonly start: number;
  /** The field of the state, rule or catcher in which it stands, e.g. `Parameters`. */
  readonly field: string;
  /** The field's own key, e.g. `id.$` inside Parameters. */
  readonly key: string;
  /** The object that has the expression as a direct value; AWS locates it there. */
  readonly parent: SourceNode;
  readonly holder: Holder;
  readonly state: State;
  /** What `expressions.ts` has read here, because many rules ask for it. */
  readonly readings: Readings;
}

/** A value whose strings may be expressions at any depth. */
export interface TemplateSite {
  readonly node: SourceNode;
  readonly field: string;
  readonly language: QueryLanguage;
  readonly holder: Holder;
  readonly state: State;
}

export interface Sites {
  readonly templates: readonly TemplateSite[];
  readonly expressions: readonly ExpressionSite[];
}

/** All expressions and templates of a state, without those of the states inside it. */
export function sitesOf(state: State, readings: JsonataReadings): Sites {
  const collector = new Collector(state, readings);
  if (collector.language === 'JSONata') collector.readJsonata();
  else collector.readJsonPath();
  return collector;
}

const ofStates = [...fieldsOfAll(stateFields)];
const isPath = ({ type }: FieldInfo): boolean => type === 'path' || type === 'referencePath';
const isTemplate = ({ type, isEvaluated }: FieldInfo): boolean =>
  type === 'template' || isEvaluated === true;

const statePaths = ofStates.filter(([, field]) => isPath(field));
const stateTemplates = ofStates
  .filter(([, field]) => isTemplate(field) && field.language !== 'JSONata')
  .map(([name]) => name);
const jsonataFields = ofStates
  .filter(
    ([, field]) =>
      (isTemplate(field) || field.takesJsonata === true) && field.language !== 'JSONPath',
  )
  .map(([name]) => name);

class Collector implements Sites {
  readonly templates: TemplateSite[] = [];
  readonly expressions: ExpressionSite[] = [];
  readonly language: QueryLanguage;
  readonly #state: State;
  readonly #readings: JsonataReadings;

  constructor(state: State, readings: JsonataReadings) {
    this.#state = state;
    this.#readings = readings;
    this.language = queryLanguageOf(state);
  }

  readJsonPath(): void {
    const { node } = this.#state;
    for (const [name, { takesIntrinsic }] of statePaths) {
      this.#path(node, name, 'state', takesIntrinsic ? 'dollar' : 'path');
    }
    for (const name of stateTemplates) this.#template(node, name, 'state');
    for (const part of ['ItemReader', 'ResultWriter', 'ItemBatcher']) {
      const holder = valueOf(node, part);
      if (holder?.kind !== 'object') continue;
      this.#template(holder, 'Parameters', 'state');
      this.#template(holder, 'BatchInput', 'state');
      this.#path(holder, 'MaxItemsPerBatchPath', 'state');
      this.#path(holder, 'MaxInputBytesPerBatchPath', 'state');
      const config = valueOf(holder, 'ReaderConfig');
      if (config?.kind === 'object') this.#path(config, 'MaxItemsPath', 'state');
    }
    for (const rule of this.#members('Choices')) {
      this.#choiceRule(rule);
      this.#template(rule, 'Assign', 'choice');
    }
    for (const catcher of this.#members('Catch')) {
      this.#path(catcher, 'ResultPath', 'catch');
      this.#template(catcher, 'Assign', 'catch');
    }
  }

  readJsonata(): void {
    const { node } = this.#state;
    for (const name of jsonataFields) this.#template(node, name, 'state');
    for (const part of ['ItemReader', 'ResultWriter', 'ItemBatcher']) {
      const holder = valueOf(node, part);
      if (holder?.kind !== 'object') continue;
      for (const name of ['Arguments', 'BatchInput', 'MaxItemsPerBatch', 'MaxInputBytesPerBatch']) {
        this.#template(holder, name, 'state');
      }
      const config = valueOf(holder, 'ReaderConfig');
      if (config?.kind === 'object') this.#template(config, 'MaxItems', 'state');
    }
    for (const rule of this.#members('Choices')) {
      for (const name of ['Condition', 'Assign', 'Output']) this.#template(rule, name, 'choice');
    }
    for (const catcher of this.#members('Catch')) {
      for (const name of ['Assign', 'Output']) this.#template(catcher, name, 'catch');
    }
  }

  #members(field: string): readonly ObjectNode[] {
    const list = valueOf(this.#state.node, field);
    return list?.kind === 'array' ? list.items.filter((item) => item.kind === 'object') : [];
  }

  #choiceRule(rule: ObjectNode): void {
    this.#path(rule, 'Variable', 'choice');
    for (const { key } of rule.properties) {
      if (member(choiceOperatorDocs, key.value)?.operand === 'Path')
        this.#path(rule, key.value, 'choice');
    }
    for (const name of ['And', 'Or', 'Not']) {
      const nested = valueOf(rule, name);
      const inner = nested?.kind === 'array' ? nested.items : [nested];
      for (const each of inner) if (each?.kind === 'object') this.#choiceRule(each);
    }
  }

  #path(holder: ObjectNode, name: string, by: Holder, kind: 'path' | 'dollar' = 'path'): void {
    const node = valueOf(holder, name);
    if (node?.kind === 'string') this.#add(kind, node, name, name, holder, by);
  }

  #template(holder: ObjectNode, name: string, by: Holder): void {
    const node = propertyOf(holder, name)?.value;
    if (!node) return;
    const { language } = this;
    this.templates.push({ node, field: name, language, holder: by, state: this.#state });
    this.#strings(node, name, name, holder, by);
  }

  #strings(node: SourceNode, field: string, key: string, parent: SourceNode, by: Holder): void {
    switch (node.kind) {
      case 'object':
        for (const { key: name, value } of node.properties) {
          if (value) this.#strings(value, field, name.value, node, by);
        }
        return;
      case 'array':
        for (const item of node.items) this.#strings(item, field, key, node, by);
        return;
      case 'string':
        this.#string(node, field, key, parent, by);
        break;
      case 'number':
      case 'boolean':
      case 'null':
      case 'placeholder':
    }
  }

  #string(node: StringNode, field: string, key: string, parent: SourceNode, by: Holder): void {
    const { value } = node;
    if (this.language === 'JSONata') {
      const isExpression = value.startsWith('{%') && value.endsWith('%}') && value.length >= 4;
      if (isExpression) this.#add('jsonata', node, field, key, parent, by);
    } else if (key.endsWith('.$') && parent.kind === 'object') {
      this.#add('dollar', node, field, key, parent, by);
    }
  }

  #add(
    kind: ExpressionSite['kind'],
    node: StringNode,
    field: string,
    key: string,
    parent: SourceNode,
    holder: Holder,
  ): void {
    if (hasPlaceholder(node.value)) return;
    const start = kind === 'jsonata' ? 2 : 0;
    const text = kind === 'jsonata' ? node.value.slice(2, -2) : node.value;
    const state = this.#state;
    const readings = { ofJsonata: this.#readings };
    this.expressions.push({ kind, node, text, start, field, key, parent, holder, state, readings });
  }
}
