import type { Severity } from '../severity.ts';

/** What the settings, hovers and documentation say about a rule. */
export interface RuleInfo {
  readonly title: string;
  readonly severity: Severity;
  /** Page of the developer guide, or a section of the States Language specification. */
  readonly doc: string;
  /** Whether it speaks only where a setting gives it a level: advice that many good workflows do not take. */
  readonly isOff?: boolean;
  /** The code of AWS's ValidateStateMachineDefinition for the same defect, if AWS refuses it. */
  readonly aws?: AwsCode;
}

/** Codes of ValidateStateMachineDefinition that a definition alone can cause. */
export type AwsCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'MISSING_TRANSITION_TARGET'
  | 'MISSING_END_STATE'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_STATE_NAME'
  | 'DUPLICATE_LABEL_NAME'
  | 'INVALID_LABEL_NAME'
  | 'INVALID_VARIABLE_NAME'
  | 'RESERVED_VARIABLE_NAME'
  | 'INVALID_RESOURCE'
  | 'TOO_DEEPLY_NESTED'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION'
  | 'NO_DOLLAR'
  | 'NO_PATH'
  | 'PASS_RESULT_IS_STATIC';

export const guide = (page: string): string =>
  `https://docs.aws.amazon.com/step-functions/latest/dg/${page}.html`;
export const spec = (section: string): string => `https://states-language.net/spec.html#${section}`;

export function info(title: string, severity: Severity, doc: string, aws?: AwsCode): RuleInfo {
  return { title, severity, doc, ...(aws && { aws }) };
}

export const schema = 'SCHEMA_VALIDATION_FAILED';
