export type { Json } from '@stepthrough/json';
export { parse, syntaxOf } from './parse.ts';
export { findEmbeddedMachines } from './embedded.ts';
export type { EmbeddedMachine } from './embedded.ts';
export { readFileText, UnreadableFile } from './file-text.ts';
export type { FileSystem } from './file-text.ts';
export { isAslName, isRelaxedName, machinesIn } from './machines-in.ts';
export type { FoundMachine } from './machines-in.ts';
export type { AslDocument, Syntax } from './document.ts';
export type { Comment, SyntaxProblem } from './source/source.ts';
export { KnownStates } from './source/yaml-states.ts';

export { stateTypes } from './machine.ts';
export type {
  Catcher,
  ChoiceRule,
  ChoiceState,
  FailState,
  Field,
  MapState,
  NullableText,
  NumberOrText,
  ParallelState,
  PassState,
  ProcessorConfig,
  QueryLanguage,
  Retrier,
  Scope,
  State,
  StateBase,
  StateMachine,
  StateType,
  SucceedState,
  TaskState,
  Template,
  Text,
  UntypedState,
  WaitState,
} from './machine.ts';
export {
  findState,
  machineOf,
  queryLanguageOf,
  queryLanguageOfScope,
  scopesOf,
  stateAt,
  stateById,
  stateId,
  walkScopes,
  walkStates,
} from './walk.ts';

export { roundedNumbers } from './rounded-numbers.ts';

export { Lines } from './source/lines.ts';
export type { Layout } from './source/layout.ts';
export { alternativesOf, isNoValue } from './source/alternatives.ts';
export { hasOpenKeys, hasPlaceholder, propertyOf, toJson, valueOf } from './source/node.ts';
export { stringOffsets } from './source/string-offset.ts';
export type {
  ArrayNode,
  ObjectNode,
  PlaceholderNode,
  PropertyNode,
  Range,
  SourceNode,
  StringNode,
} from './source/node.ts';

export { isIntegration, readResource, unrecognizedResource } from './resource.ts';
export type {
  ActivityResource,
  FunctionResource,
  IntegrationResource,
  Resource,
} from './resource.ts';
export { isTerminal, namesIn, transitionsOf } from './transitions.ts';
export type { StateTransition } from './transitions.ts';
export type { WaysOut } from './ways-out.ts';

export { reachOf } from './reach.ts';
export type { Reach } from './reach.ts';
export { graphOf, scopeId } from './graph.ts';
export type { ScopeGraph, StateNode, Transition, TransitionSource } from './graph.ts';
export { applyOperation } from './edit/apply-operation.ts';
export type { EditOutcome } from './edit/apply-operation.ts';
export { applyToLater } from './edit/rebase.ts';
export { RecentTexts } from './edit/recent-texts.ts';
export type { Operation } from './edit/operation.ts';
export { applyTextEdits } from './edit/text-edit.ts';
export type { TextEdit } from './edit/text-edit.ts';
