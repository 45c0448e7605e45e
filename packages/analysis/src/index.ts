export { analyse } from './analyse.ts';
export { codes } from './codes.ts';
export type { AwsCode, RuleCode, RuleInfo } from './codes.ts';
export type { AnalysisOptions } from './options.ts';
export { severities } from './problem.ts';
export type { Fix, Problem, Related, Severity, Tag, TextEdit } from './problem.ts';
export {
  refuseDefinition,
  refuseInput,
  validateDefinition,
  variableReferences,
} from './aws/validate.ts';
export type { Diagnostic, MachineType, Refusal, ValidationResult } from './aws/validate.ts';
