import {
  hasPlaceholder,
  machineOf,
  propertyOf,
  type ObjectNode,
  type Range,
  type State,
  type StateMachine,
  walkStates,
} from '@stepthrough/asl';
import type { RuleCode } from './codes.ts';

/** Whether a state goes back to JSONPath in a machine of JSONata, which AWS refuses. */
export function isDowngrade({ queryLanguage, scope }: State): boolean {
  return queryLanguage?.value === 'JSONPath' && machineOf(scope).queryLanguage?.value === 'JSONata';
}

/**
 * The parts of a machine whose query language is written wrongly, as the finding about that says: what
 * rules tell of it by either language follows from it.
 */
export function undecidedIn(machine: StateMachine): readonly Range[] {
  if (isWrong(machine.node)) return [machine.node.range];
  const ranges: Range[] = [];
  for (const state of walkStates(machine)) {
    if (isWrong(state.node) || isDowngrade(state)) ranges.push(state.node.range);
  }
  return ranges;
}

/** Whether a rule depends on the query language; those that say that it is wrong do not. */
export function dependsOnLanguage(code: RuleCode): boolean {
  return dependent.test(code);
}

const dependent =
  /^(?:jsonata|path|payload|intrinsic|var|wait|fail)\.|^(?:ql\.(?:fieldMismatch|intrinsicLiteral)|choice\.(?:ruleShape|operandType|typeGuard)|task\.(?:requiredParameter|unknownParameter|parameterType|parameterValue|parameterPattern|tokenMissing|timeout)|map\.(?:items|itemReader|itemBatcher|resultWriter|tolerated|concurrency))$/;

function isWrong(node: ObjectNode): boolean {
  const value = propertyOf(node, 'QueryLanguage')?.value;
  if (!value || value.kind === 'placeholder' || value.kind === 'object') return false;
  if (value.kind !== 'string') return true;
  return value.value !== 'JSONPath' && value.value !== 'JSONata' && !hasPlaceholder(value.value);
}
