export { analyse } from './analyse.ts';
export { codes } from './codes.ts';
export type { RuleCode } from './codes.ts';
export type { AwsCode, RuleInfo } from './codes/rule-info.ts';
export type { AnalysisOptions } from './options.ts';
export { isDistributed } from './distributed.ts';
export { rangeIn } from './expressions.ts';
export { createFacts } from './facts.ts';
export type { Facts } from './facts.ts';
export type { ExpressionSite } from './sites.ts';
export { Memory } from './memory.ts';
export type { Fix, Problem, Related, Tag, TextEdit } from './problem.ts';
export { severities } from './severity.ts';
export type { Severity } from './severity.ts';
export {
  refuseDefinition,
  refuseInput,
  validateDefinition,
  variableReferences,
} from './aws/validate.ts';
export type { Diagnostic, MachineType, Refusal, ValidationResult } from './aws/validate.ts';
