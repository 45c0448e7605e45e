/**
 * The typed state machine, as its author has written it so far. A part that is missing or of the
 * wrong JSON type is `undefined` here (the node is still in `node.properties`); nothing is invented.
 * Fields are spelled as the States Language spells them, with a small first letter.
 */
import type { ObjectNode, SourceNode, StringNode } from './source/node.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

/** A field that is present with a value of the expected JSON type. */
export interface Field<T> {
  /** The key as written; its range is where "this field" is shown. */
  readonly key: StringNode;
  readonly value: T;
  readonly node: SourceNode;
}

export type Text = Field<string>;
/** A path field that may be `null` (InputPath, ResultPath, OutputPath). */
export type NullableText = Field<string | null>;
/** A number, or in JSONata states a `{% … %}` string. */
export type NumberOrText = Field<number | string>;
/** Any JSON: a payload template, a JSONata value or a literal. */
export type Template = Field<SourceNode>;

/** A set of states with its own StartAt: the machine, a Parallel branch or a Map's item processor. */
export interface Scope {
  readonly kind: 'machine' | 'branch' | 'processor';
  readonly node: ObjectNode;
  /** The Parallel or Map state that holds this scope. */
  readonly owner: State | undefined;
  /** Index among the owner's branches; 0 for a processor and for the machine. */
  readonly index: number;
  readonly startAt: Text | undefined;
  /** The `States` field; `states` is empty when it is missing. */
  readonly statesField: Field<ObjectNode> | undefined;
  /** In the order of the text. A repeated name appears as often as it is written. */
  readonly states: readonly State[];
  readonly comment: Text | undefined;
  /** Only of a processor: its `ProcessorConfig`. */
  readonly processorConfig: ProcessorConfig | undefined;
}

export interface StateMachine extends Scope {
  readonly kind: 'machine';
  readonly queryLanguage: Text | undefined;
  readonly timeoutSeconds: NumberOrText | undefined;
  readonly version: Text | undefined;
}

export interface ProcessorConfig {
  readonly node: ObjectNode;
  readonly mode: Text | undefined;
  readonly executionType: Text | undefined;
}

export const stateTypes = [
  'Task',
  'Pass',
  'Choice',
  'Wait',
  'Succeed',
  'Fail',
  'Parallel',
  'Map',
] as const;
export type StateType = (typeof stateTypes)[number];

/** What every state can carry. Which fields a type allows is a rule of analysis, not of this model. */
export interface StateBase {
  readonly name: string;
  /** The key under `States`. */
  readonly key: StringNode;
  readonly node: ObjectNode;
  readonly scope: Scope;
  readonly typeField: Text | undefined;
  readonly comment: Text | undefined;
  readonly queryLanguage: Text | undefined;
  readonly next: Text | undefined;
  readonly end: Field<boolean> | undefined;
  readonly inputPath: NullableText | undefined;
  readonly outputPath: NullableText | undefined;
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

interface TransformsResult {
  readonly parameters: Template | undefined;
  readonly arguments: Template | undefined;
  readonly resultSelector: Template | undefined;
  readonly resultPath: NullableText | undefined;
}

interface HandlesErrors {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface TaskState extends StateBase, TransformsResult, HandlesErrors {
  readonly type: 'Task';
  readonly resource: Text | undefined;
  readonly credentials: Template | undefined;
  readonly timeoutSeconds: NumberOrText | undefined;
  readonly timeoutSecondsPath: Text | undefined;
  readonly heartbeatSeconds: NumberOrText | undefined;
  readonly heartbeatSecondsPath: Text | undefined;
}

export interface PassState extends StateBase {
  readonly type: 'Pass';
  readonly result: Template | undefined;
  readonly parameters: Template | undefined;
  readonly resultPath: NullableText | undefined;
}

export interface ChoiceState extends StateBase {
  readonly type: 'Choice';
  readonly choices: readonly ChoiceRule[];
  readonly default: Text | undefined;
}

export interface WaitState extends StateBase {
  readonly type: 'Wait';
  readonly seconds: NumberOrText | undefined;
  readonly timestamp: Text | undefined;
  readonly secondsPath: Text | undefined;
  readonly timestampPath: Text | undefined;
}

export interface SucceedState extends StateBase {
  readonly type: 'Succeed';
}

export interface FailState extends StateBase {
  readonly type: 'Fail';
  readonly error: Text | undefined;
  readonly cause: Text | undefined;
  readonly errorPath: Text | undefined;
  readonly causePath: Text | undefined;
}

export interface ParallelState extends StateBase, TransformsResult, HandlesErrors {
  readonly type: 'Parallel';
  readonly branches: readonly Scope[];
}

export interface MapState extends StateBase, TransformsResult, HandlesErrors {
  readonly type: 'Map';
  readonly itemProcessor: Scope | undefined;
  /** The older spelling of `ItemProcessor`. */
  readonly iterator: Scope | undefined;
  readonly items: Template | undefined;
  readonly itemsPath: Text | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: NumberOrText | undefined;
  readonly maxConcurrencyPath: Text | undefined;
  readonly toleratedFailureCount: NumberOrText | undefined;
  readonly toleratedFailureCountPath: Text | undefined;
  readonly toleratedFailurePercentage: NumberOrText | undefined;
  readonly toleratedFailurePercentagePath: Text | undefined;
  readonly itemReader: Field<ObjectNode> | undefined;
  readonly itemBatcher: Field<ObjectNode> | undefined;
  readonly resultWriter: Field<ObjectNode> | undefined;
  readonly label: Text | undefined;
}

/** A state whose Type is missing or not one of the eight. */
export interface UntypedState extends StateBase {
  readonly type: undefined;
}

export type State =
  | TaskState
  | PassState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState
  | UntypedState;

export interface ChoiceRule {
  readonly node: ObjectNode;
  readonly next: Text | undefined;
  /** The JSONata condition; a JSONPath rule is read from `node`, its operators from the table of `expressions`. */
  readonly condition: Template | undefined;
  readonly assign: Template | undefined;
  readonly output: Template | undefined;
  readonly comment: Text | undefined;
}

export interface Retrier {
  readonly node: ObjectNode;
  readonly errorEquals: Field<readonly StringNode[]> | undefined;
  readonly intervalSeconds: Field<number> | undefined;
  readonly maxAttempts: Field<number> | undefined;
  readonly backoffRate: Field<number> | undefined;
  readonly maxDelaySeconds: Field<number> | undefined;
  readonly jitterStrategy: Text | undefined;
}

export interface Catcher {
  readonly node: ObjectNode;
  readonly errorEquals: Field<readonly StringNode[]> | undefined;
  readonly next: Text | undefined;
  readonly resultPath: NullableText | undefined;
  readonly assign: Template | undefined;
  readonly output: Template | undefined;
  readonly comment: Text | undefined;
}
