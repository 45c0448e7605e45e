import type {
  Catcher,
  ChoiceRule,
  Field,
  NullableText,
  NumberOrText,
  ProcessorConfig,
  Retrier,
  Scope,
  State,
  StateBase,
  StateMachine,
  StateType,
  Template,
  Text,
} from './machine.ts';
import { type ArrayNode, type ObjectNode, propertyOf, type StringNode } from './source/node.ts';

/** Builds the typed model over an object node; parts of the wrong JSON type are left out. */
export function readMachine(node: ObjectNode): StateMachine {
  return readScope(node, 'machine', undefined, 0, {
    kind: 'machine' as const,
    queryLanguage: text(node, 'QueryLanguage'),
    timeoutSeconds: numberOrText(node, 'TimeoutSeconds'),
    version: text(node, 'Version'),
  });
}

function readScope<Extra extends object>(
  node: ObjectNode,
  kind: Scope['kind'],
  owner: State | undefined,
  index: number,
  extra: Extra,
): Scope & Extra {
  const states: State[] = [];
  const statesField = object(node, 'States');
  const scope = {
    kind,
    node,
    owner,
    index,
    startAt: text(node, 'StartAt'),
    statesField,
    states,
    comment: text(node, 'Comment'),
    processorConfig: readProcessorConfig(node),
    ...extra,
  };
  for (const { key, value } of statesField?.value.properties ?? []) {
    if (value?.kind === 'object') states.push(readState(key, value, scope));
  }
  return scope;
}

function readProcessorConfig(node: ObjectNode): ProcessorConfig | undefined {
  const config = object(node, 'ProcessorConfig')?.value;
  return (
    config && {
      node: config,
      mode: text(config, 'Mode'),
      executionType: text(config, 'ExecutionType'),
    }
  );
}

function readState(key: StringNode, node: ObjectNode, scope: Scope): State {
  const typeField = text(node, 'Type');
  const base: StateBase = {
    name: key.value,
    key,
    node,
    scope,
    typeField,
    comment: text(node, 'Comment'),
    queryLanguage: text(node, 'QueryLanguage'),
    next: text(node, 'Next'),
    end: flag(node, 'End'),
    inputPath: nullableText(node, 'InputPath'),
    outputPath: nullableText(node, 'OutputPath'),
    output: template(node, 'Output'),
    assign: template(node, 'Assign'),
  };
  const type = typeField?.value;
  return isStateType(type) ? readers[type](base) : { ...base, type: undefined };
}

function isStateType(type: string | undefined): type is StateType {
  return type !== undefined && Object.hasOwn(readers, type);
}

const readers: { readonly [T in StateType]: (base: StateBase) => State & { type: T } } = {
  Task: (base) => ({
    ...base,
    type: 'Task',
    ...resultFields(base.node),
    ...errorFields(base.node),
    resource: text(base.node, 'Resource'),
    credentials: template(base.node, 'Credentials'),
    timeoutSeconds: numberOrText(base.node, 'TimeoutSeconds'),
    timeoutSecondsPath: text(base.node, 'TimeoutSecondsPath'),
    heartbeatSeconds: numberOrText(base.node, 'HeartbeatSeconds'),
    heartbeatSecondsPath: text(base.node, 'HeartbeatSecondsPath'),
  }),
  Pass: (base) => ({
    ...base,
    type: 'Pass',
    result: template(base.node, 'Result'),
    parameters: template(base.node, 'Parameters'),
    resultPath: nullableText(base.node, 'ResultPath'),
  }),
  Choice: (base) => ({
    ...base,
    type: 'Choice',
    choices: objects(base.node, 'Choices').map(readChoiceRule),
    default: text(base.node, 'Default'),
  }),
  Wait: (base) => ({
    ...base,
    type: 'Wait',
    seconds: numberOrText(base.node, 'Seconds'),
    timestamp: text(base.node, 'Timestamp'),
    secondsPath: text(base.node, 'SecondsPath'),
    timestampPath: text(base.node, 'TimestampPath'),
  }),
  Succeed: (base) => ({ ...base, type: 'Succeed' }),
  Fail: (base) => ({
    ...base,
    type: 'Fail',
    error: text(base.node, 'Error'),
    cause: text(base.node, 'Cause'),
    errorPath: text(base.node, 'ErrorPath'),
    causePath: text(base.node, 'CausePath'),
  }),
  Parallel: (base) => {
    const branches: Scope[] = [];
    const state = {
      ...base,
      type: 'Parallel' as const,
      ...resultFields(base.node),
      ...errorFields(base.node),
      branches,
    };
    for (const node of objects(base.node, 'Branches')) {
      branches.push(readScope(node, 'branch', state, branches.length, {}));
    }
    return state;
  },
  Map: (base) => {
    const { node } = base;
    const state = {
      ...base,
      type: 'Map' as const,
      ...resultFields(node),
      ...errorFields(node),
      itemProcessor: undefined as Scope | undefined,
      iterator: undefined as Scope | undefined,
      items: template(node, 'Items'),
      itemsPath: text(node, 'ItemsPath'),
      itemSelector: template(node, 'ItemSelector'),
      maxConcurrency: numberOrText(node, 'MaxConcurrency'),
      maxConcurrencyPath: text(node, 'MaxConcurrencyPath'),
      toleratedFailureCount: numberOrText(node, 'ToleratedFailureCount'),
      toleratedFailureCountPath: text(node, 'ToleratedFailureCountPath'),
      toleratedFailurePercentage: numberOrText(node, 'ToleratedFailurePercentage'),
      toleratedFailurePercentagePath: text(node, 'ToleratedFailurePercentagePath'),
      itemReader: object(node, 'ItemReader'),
      itemBatcher: object(node, 'ItemBatcher'),
      resultWriter: object(node, 'ResultWriter'),
      label: text(node, 'Label'),
    };
    const processor = object(node, 'ItemProcessor');
    const iterator = object(node, 'Iterator');
    if (processor) state.itemProcessor = readScope(processor.value, 'processor', state, 0, {});
    if (iterator) state.iterator = readScope(iterator.value, 'processor', state, 0, {});
    return state;
  },
};

function resultFields(node: ObjectNode) {
  return {
    parameters: template(node, 'Parameters'),
    arguments: template(node, 'Arguments'),
    resultSelector: template(node, 'ResultSelector'),
    resultPath: nullableText(node, 'ResultPath'),
  };
}

function errorFields(node: ObjectNode) {
  return {
    retry: objects(node, 'Retry').map(readRetrier),
    catch: objects(node, 'Catch').map(readCatcher),
  };
}

function readChoiceRule(node: ObjectNode): ChoiceRule {
  return {
    node,
    next: text(node, 'Next'),
    condition: template(node, 'Condition'),
    assign: template(node, 'Assign'),
    output: template(node, 'Output'),
    comment: text(node, 'Comment'),
  };
}

function readRetrier(node: ObjectNode): Retrier {
  return {
    node,
    errorEquals: strings(node, 'ErrorEquals'),
    intervalSeconds: number(node, 'IntervalSeconds'),
    maxAttempts: number(node, 'MaxAttempts'),
    backoffRate: number(node, 'BackoffRate'),
    maxDelaySeconds: number(node, 'MaxDelaySeconds'),
    jitterStrategy: text(node, 'JitterStrategy'),
  };
}

function readCatcher(node: ObjectNode): Catcher {
  return {
    node,
    errorEquals: strings(node, 'ErrorEquals'),
    next: text(node, 'Next'),
    resultPath: nullableText(node, 'ResultPath'),
    assign: template(node, 'Assign'),
    output: template(node, 'Output'),
    comment: text(node, 'Comment'),
  };
}

/** A string, or a bare substitution as the text `${name}` that deployment replaces. */
function text(node: ObjectNode, name: string): Text | undefined {
  const property = propertyOf(node, name);
  if (!property?.value) return undefined;
  const { value } = property;
  if (value.kind === 'string') return { key: property.key, value: value.value, node: value };
  if (value.kind !== 'placeholder') return undefined;
  return { key: property.key, value: `\${${value.name}}`, node: value };
}

function nullableText(node: ObjectNode, name: string): NullableText | undefined {
  const property = propertyOf(node, name);
  if (property?.value?.kind !== 'null') return text(node, name);
  return { key: property.key, value: null, node: property.value };
}

function number(node: ObjectNode, name: string): Field<number> | undefined {
  const property = propertyOf(node, name);
  if (property?.value?.kind !== 'number') return undefined;
  return { key: property.key, value: property.value.value, node: property.value };
}

function numberOrText(node: ObjectNode, name: string): NumberOrText | undefined {
  return number(node, name) ?? text(node, name);
}

function flag(node: ObjectNode, name: string): Field<boolean> | undefined {
  const property = propertyOf(node, name);
  if (property?.value?.kind !== 'boolean') return undefined;
  return { key: property.key, value: property.value.value, node: property.value };
}

function template(node: ObjectNode, name: string): Template | undefined {
  const property = propertyOf(node, name);
  return property?.value && { key: property.key, value: property.value, node: property.value };
}

function object(node: ObjectNode, name: string): Field<ObjectNode> | undefined {
  const property = propertyOf(node, name);
  if (property?.value?.kind !== 'object') return undefined;
  return { key: property.key, value: property.value, node: property.value };
}

function array(node: ObjectNode, name: string): Field<ArrayNode> | undefined {
  const property = propertyOf(node, name);
  if (property?.value?.kind !== 'array') return undefined;
  return { key: property.key, value: property.value, node: property.value };
}

function objects(node: ObjectNode, name: string): ObjectNode[] {
  const items = array(node, name)?.value.items ?? [];
  return items.filter((item) => item.kind === 'object');
}

function strings(node: ObjectNode, name: string): Field<readonly StringNode[]> | undefined {
  const field = array(node, name);
  return field && { ...field, value: field.value.items.filter((item) => item.kind === 'string') };
}
