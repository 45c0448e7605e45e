import { parse } from '@stepthrough/asl';
import type { ServiceCatalog } from '@stepthrough/catalog';
import { findingsOf } from '../analyse.ts';
import type { Finding } from '../problem.ts';
import { codes } from '../codes.ts';
import type { AwsCode, RuleInfo } from '../codes/rule-info.ts';
import { createFacts } from '../facts.ts';
import { jsonFault } from './json-fault.ts';
import { pointerTo } from './pointer.ts';

export type MachineType = 'STANDARD' | 'EXPRESS';

/** What ValidateStateMachineDefinition answers. */
export interface ValidationResult {
  readonly result: 'OK' | 'FAIL';
  readonly diagnostics: readonly Diagnostic[];
  readonly truncated: boolean;
}

export interface Diagnostic {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: AwsCode;
  readonly message: string;
  /** E.g. `/States/A/Next`; absent where AWS gives none. */
  readonly location?: string;
}

/** An answer that refuses a request. */
export interface Refusal {
  readonly code: 'InvalidDefinition' | 'InvalidExecutionInput';
  readonly message: string;
}

/** AWS's default for maxResults. */
const maxDiagnostics = 100;

/**
 * What AWS's ValidateStateMachineDefinition says of a JSON definition. With a catalogue of services it knows
 * their actions, and what those require.
 */
export function validateDefinition(
  definition: string,
  type: MachineType = 'STANDARD',
  services?: ServiceCatalog,
): ValidationResult {
  const all = diagnose(definition, type, services);
  return {
    result: all.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
    diagnostics: all.slice(0, maxDiagnostics),
    truncated: all.length > maxDiagnostics,
  };
}

/** How CreateStateMachine and UpdateStateMachine refuse a definition; `undefined` if they take it. */
export function refuseDefinition(
  definition: string,
  type: MachineType = 'STANDARD',
  services?: ServiceCatalog,
): Refusal | undefined {
  const errors = diagnose(definition, type, services).filter(
    ({ severity }) => severity === 'ERROR',
  );
  if (errors.length === 0) return undefined;
  const texts = errors.map(({ code, message, location }) => {
    const at =
      location === undefined || code === 'INVALID_JSON_DESCRIPTION' ? '' : ` at ${location}`;
    return `${code}: ${message}${at}`;
  });
  return {
    code: 'InvalidDefinition',
    message: `Invalid State Machine Definition: '${texts.join(', ')}'`,
  };
}

/** How StartExecution refuses an input that is no JSON; `undefined` if it takes it. */
export function refuseInput(input: string): Refusal | undefined {
  const fault = jsonFault(input);
  return (
    fault && {
      code: 'InvalidExecutionInput',
      message: `Invalid State Machine Execution Input: '${fault.message}'`,
    }
  );
}

/** The variables that each state reads, sorted, as DescribeStateMachine lists them. */
export function variableReferences(definition: string): {
  readonly [state: string]: readonly string[];
} {
  const names = new Map<string, Set<string>>();
  for (const { state, name } of createFacts(parse(definition, 'json'), {}).variables().reads) {
    const known = names.get(state.name) ?? new Set();
    names.set(state.name, known.add(name));
  }
  return Object.fromEntries([...names].map(([state, read]) => [state, [...read].sort()]));
}

function diagnose(
  definition: string,
  type: MachineType,
  services: ServiceCatalog | undefined,
): readonly Diagnostic[] {
  const fault = jsonFault(definition);
  if (fault) {
    const { location } = fault;
    const message = `${fault.message}\n at ${location}`;
    return [{ severity: 'ERROR', code: 'INVALID_JSON_DESCRIPTION', message, location }];
  }
  const { machine, root, ...rest } = parse(definition, 'json');
  const options = { type, ...(services && { services }) };
  const findings = findingsOf({ machine, root, ...rest }, options).filter(isAws);
  const shown = asAwsShows(findings);
  return shown.map((finding): Diagnostic => {
    const { code, aws, message, range } = finding;
    const at = aws?.at === undefined ? range : aws.at;
    const location = at && root ? pointerTo(root, at) : undefined;
    return {
      severity: isWarning(code) ? 'WARNING' : 'ERROR',
      code: awsCodeOf(finding),
      message: aws?.message ?? message,
      ...(location === undefined ? {} : { location }),
    };
  });
}

function awsCodeOf({ code, aws }: Finding): AwsCode {
  return aws?.code ?? infoOf(code).aws ?? 'SCHEMA_VALIDATION_FAILED';
}

function infoOf(code: Finding['code']): RuleInfo {
  return codes[code];
}

function isAws({ code, severity, isEcho, aws }: Finding): boolean {
  if (isEcho || infoOf(code).aws === undefined) return false;
  return severity === 'error' || isWarning(code) || (ofServices.has(code) && aws !== undefined);
}

/** An editor only warns of actions and members that its data lacks: AWS may have them by now. */
const ofServices: ReadonlySet<Finding['code']> = new Set([
  'task.resource',
  'task.requiredParameter',
]);

/** AWS warns of three things; everything else that it tells makes it refuse the definition. */
function isWarning(code: Finding['code']): boolean {
  return code === 'payload.noDollar' || code === 'payload.noPath' || code === 'pass.resultStatic';
}

/** AWS checks the schema first and the graph only of what passes; a missing end hides unreachable states. */
function asAwsShows(findings: readonly Finding[]): readonly Finding[] {
  const schema = findings.filter((finding) => awsCodeOf(finding) === 'SCHEMA_VALIDATION_FAILED');
  if (schema.length > 0) return [...schema, ...findings.filter(({ code }) => isWarning(code))];
  const hasNoEnd = findings.some(({ code }) => code === 'graph.noTerminal');
  const shown = findings.filter(({ code }) => !(hasNoEnd && code === 'graph.unreachable'));
  return [...shown].sort(
    (a, b) => Number(a.code === 'graph.noTerminal') - Number(b.code === 'graph.noTerminal'),
  );
}
