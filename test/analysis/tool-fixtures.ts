import type { RuleCode } from '@stepthrough/analysis';

/** Fixtures of other tools that AWS would refuse, or that could not run, by a part of their names. */
const reasons: readonly (readonly [part: string, codes: readonly RuleCode[], reason: string])[] = [
  ['valid-assign', ['var.name'], 'a hyphen in a variable name'],
  ['valid-fail-paths', ['var.undefined'], 'no state assigns the variable'],
  ['valid-map-with-item-batcher-jsonata', ['ql.downgrade'], 'JSONPath inside a JSONata machine'],
  ['valid-task-credentials', ['task.resource', 'task.credentials'], 'an ARN of SWF; no RoleArn'],
  ['valid-task-timeout-jsonata', ['task.resource'], 'an ARN of SWF'],
  [
    'floe__examples__',
    ['path.resultPath', 'task.credentials', 'state.unknownField'],
    'extensions of that interpreter: secrets in the context object',
  ],
  ['005-Test-functions', ['task.credentials', 'task.requiredParameter'], 'no RoleArn, no request'],
  ['006-Choices', ['graph.target'], 'a fragment without the state that follows'],
  [
    'Accepts-Succeed-and-Fail-state-as-terminal-states',
    ['state.duplicateName'],
    'the same name in two branches',
  ],
  [
    '067-does-not-show-diagnostic-error-on-valid-states',
    ['jsonata.statesMember', 'jsonata.statesAvailability'],
    'members of $states that do not exist, or not in a catcher',
  ],
  [
    'Does-not-show-diagnostics-for-valid-Intrinsic-Functions',
    ['intrinsic.syntax'],
    'arguments without commas',
  ],
  ['task-with-credentials', ['task.credentials'], 'no RoleArn'],
  ['mimeid-bsdtar', ['task.resource'], 'ARNs of that tool’s own transport'],
  ['base_undefined_', ['var.undefined'], 'made to fail when it runs'],
  ['sqs_wait_for_task_token_call_chain', ['doc.syntax'], 'JSON5: field names without quotes'],
  [
    'choiceoperators__statemachines__template',
    ['choice.ruleShape'],
    'a template: %…% is filled in',
  ],
  ['context_object__statemachines__', ['path.syntax'], 'a template: %…% is filled in'],
  ['task_lambda_invoke_catch_tbd', ['catch.shape'], 'a template: ErrorEquals is filled in'],
  ['map_state_items_literal', ['map.items'], 'a template: Items is filled in'],
  ['math_random_seeded_jsonata', ['jsonata.unknownFunction'], 'a function of that emulator'],
  ['lambda_list_functions', ['task.resource'], 'not an optimized integration; made to be refused'],
  [
    'parallel_catch_error_variable_sampling',
    ['var.shadow', 'var.crossBranch'],
    'a state that never runs reads a variable of a branch; a catcher assigns one of a branch',
  ],
  ['base_invalid_state_definition', ['state.type'], 'made to be refused'],
  [
    'base_map_state_machine_choice_fail',
    ['graph.target', 'graph.unreachable', 'jsonata.topLevelRef'],
    'StartAt names states that do not exist',
  ],
  ['resource-config-validity', ['state.unknownField'], 'a field of that tool'],
  [
    'choice__basic_execution.feature',
    ['graph.target'],
    'a fragment without the state that follows',
  ],
  ['choice__jsonpath__comparisons.feature', ['choice.operandType'], 'a template: <…> is filled in'],
  ['choice__jsonpath__phases.feature', ['state.unknownField'], 'Parameters in a Choice'],
  [
    'features__execution__intrinsics__',
    ['intrinsic.syntax', 'intrinsic.argType'],
    'templates: <…> is filled in; one made to exceed the limit of 1,000 items',
  ],
  [
    'inline-itemprocessor-jsonata__item',
    ['root.required', 'root.unknownField'],
    'the processor holds a state instead of States',
  ],
  [
    'features__execution__pass__variable.feature',
    ['ql.fieldMismatch', 'var.undefined', 'path.syntax'],
    'Result in JSONata, an unassigned variable, a path without $',
  ],
  [
    'features__execution__wait__',
    ['graph.target', 'graph.nextEnd'],
    'Next and End both, and Next to a missing state',
  ],
  [
    'features__parser__state_types.feature',
    ['graph.target', 'graph.unreachable'],
    'a fragment: states of each type without their transitions',
  ],
  ['language_extension.yaml', ['task.resource'], 'the account number is blotted out'],
];

/** AWS takes no Resource that is no ARN; other tools name handlers of their own there. */
const everywhere: RuleCode = 'task.resource';

export function isJustified(name: string, code: RuleCode): boolean {
  if (code === everywhere) return true;
  return reasons.some(([part, codes]) => name.includes(part) && codes.includes(code));
}
