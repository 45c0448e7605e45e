import type { Severity } from './problem.ts';

/** What the settings, hovers and documentation say about a rule. */
export interface RuleInfo {
  readonly title: string;
  readonly severity: Severity;
  /** Page of the developer guide, or a section of the States Language specification. */
  readonly doc: string;
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
  | 'INVALID_RESOURCE'
  | 'TOO_DEEPLY_NESTED'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION'
  | 'NO_DOLLAR'
  | 'NO_PATH'
  | 'PASS_RESULT_IS_STATIC';

const guide = (page: string): string =>
  `https://docs.aws.amazon.com/step-functions/latest/dg/${page}.html`;
const spec = (section: string): string => `https://states-language.net/spec.html#${section}`;

function info(title: string, severity: Severity, doc: string, aws?: AwsCode): RuleInfo {
  return { title, severity, doc, ...(aws && { aws }) };
}

const schema = 'SCHEMA_VALIDATION_FAILED';

/** Every rule by its code. */
export const codes = {
  'doc.syntax': info(
    'The text is well-formed JSON or YAML',
    'error',
    spec('structure-of-a-state-machine'),
    'INVALID_JSON_DESCRIPTION',
  ),
  'doc.duplicateKey': info(
    'A field stands once in its object',
    'error',
    spec('structure-of-a-state-machine'),
    schema,
  ),
  'doc.root': info('The definition is an object', 'error', spec('toplevelfields'), schema),
  'doc.placeholder': info('A substitution is declared', 'info', guide('concepts-sam-sfn')),
  'root.required': info(
    'A machine, branch or processor has StartAt and States',
    'error',
    spec('toplevelfields'),
    schema,
  ),
  'root.unknownField': info(
    'A machine, branch or processor has only known fields',
    'error',
    spec('toplevelfields'),
    schema,
  ),
  'root.version': info('Version is "1.0"', 'error', spec('toplevelfields'), schema),
  'root.queryLanguage': info(
    'QueryLanguage is JSONPath or JSONata',
    'error',
    guide('transforming-data'),
    schema,
  ),
  'root.timeout': info(
    'The machine’s TimeoutSeconds is in range',
    'error',
    spec('toplevelfields'),
    schema,
  ),
  'state.type': info('A state has one of the eight types', 'error', spec('state-type'), schema),
  'state.unknownField': info(
    'A state has only fields of its type',
    'error',
    spec('state-type-table'),
    schema,
  ),
  'state.fieldType': info(
    'A field has a value of its JSON type',
    'error',
    spec('state-type-table'),
    schema,
  ),
  'state.name': info(
    'A state’s name has 1 to 80 characters',
    'error',
    spec('states-fields'),
    'INVALID_STATE_NAME',
  ),
  'state.duplicateName': info(
    'A state’s name is unique in the machine',
    'error',
    spec('states-fields'),
    'DUPLICATE_STATE_NAME',
  ),
  'state.comment': info('A Comment is a string', 'error', spec('states-fields'), schema),
  'graph.target': info(
    'A transition leads to a state of the same scope',
    'error',
    spec('transition'),
    'MISSING_TRANSITION_TARGET',
  ),
  'graph.unreachable': info(
    'Every state can be reached',
    'error',
    spec('transition'),
    'MISSING_TRANSITION_TARGET',
  ),
  'graph.noTerminal': info(
    'A scope has a state at which it ends',
    'error',
    spec('transition'),
    'MISSING_END_STATE',
  ),
  'graph.inescapable': info('A loop can be left', 'warning', spec('transition')),
  'graph.nextEnd': info(
    'A state has exactly one of Next and End',
    'error',
    spec('transition'),
    schema,
  ),
  'graph.endFalse': info('End: false says nothing', 'hint', spec('transition')),
  'graph.depth': info(
    'States are not nested too deeply',
    'error',
    guide('service-quotas'),
    'TOO_DEEPLY_NESTED',
  ),
  'graph.deadBranch': info('A Choice rule can be reached', 'warning', guide('state-choice')),
  'size.definition': info(
    'A definition has at most 1 MB',
    'error',
    guide('service-quotas'),
    schema,
  ),
  'ql.fieldMismatch': info(
    'A field belongs to the query language in force',
    'error',
    guide('transforming-data'),
    schema,
  ),
  'ql.downgrade': info(
    'A JSONata machine has no JSONPath states',
    'error',
    guide('transforming-data'),
    schema,
  ),
  'ql.intrinsicLiteral': info(
    'A JSONata state’s string looks like JSONPath',
    'warning',
    guide('transforming-data'),
  ),
  'path.syntax': info(
    'A JSONPath is well-formed',
    'error',
    guide('amazon-states-language-paths'),
    schema,
  ),
  'path.reference': info(
    'A reference path selects one node',
    'error',
    spec('reference-paths'),
    schema,
  ),
  'path.resultPath': info(
    'ResultPath writes into the state’s data',
    'error',
    spec('filters'),
    schema,
  ),
  'path.contextMember': info(
    'A context path names a member that exists',
    'warning',
    guide('input-output-contextobject'),
  ),
  'path.missingInput': info(
    'A path finds something in what is known of its input',
    'warning',
    guide('amazon-states-language-paths'),
  ),
  'payload.dollarKey': info(
    'The value of a field ending in .$ is a path or an intrinsic function',
    'error',
    spec('payload-template'),
    schema,
  ),
  'payload.duplicateAfterStrip': info(
    'a and a.$ do not stand in one object',
    'error',
    spec('payload-template'),
    schema,
  ),
  'payload.noDollar': info(
    'A path under a field without .$ is taken literally',
    'warning',
    spec('payload-template'),
    'NO_DOLLAR',
  ),
  'payload.noPath': info(
    'A path stands in a field whose name ends in Path',
    'warning',
    spec('paths'),
    'NO_PATH',
  ),
  'pass.resultStatic': info(
    'A Pass state’s Result is taken literally',
    'warning',
    guide('state-pass'),
    'PASS_RESULT_IS_STATIC',
  ),
  'payload.object': info('A payload template is an object', 'warning', spec('payload-template')),
  'intrinsic.syntax': info(
    'An intrinsic function call is well-formed',
    'error',
    guide('intrinsic-functions'),
    schema,
  ),
  'intrinsic.unknown': info(
    'An intrinsic function exists',
    'error',
    guide('intrinsic-functions'),
    schema,
  ),
  'intrinsic.arity': info(
    'An intrinsic function gets as many arguments as it takes',
    'error',
    guide('intrinsic-functions'),
  ),
  'intrinsic.argType': info(
    'An intrinsic function gets arguments that it understands',
    'error',
    guide('intrinsic-functions'),
  ),
  'intrinsic.nesting': info(
    'Intrinsic functions nest at most 10 deep',
    'error',
    guide('intrinsic-functions'),
    schema,
  ),
  'intrinsic.format': info(
    'States.Format has as many {} as values',
    'error',
    guide('intrinsic-functions'),
  ),
  'jsonata.delimiters': info(
    'A JSONata string starts with {% and ends with %}',
    'error',
    guide('transforming-data'),
    schema,
  ),
  'jsonata.syntax': info(
    'A JSONata expression is well-formed',
    'error',
    guide('transforming-data'),
    'INVALID_JSONATA_EXPRESSION',
  ),
  'jsonata.topLevelRef': info(
    'A JSONata expression starts from a variable',
    'error',
    guide('transforming-data'),
    'UNSUPPORTED_JSONATA_EXPRESSION',
  ),
  'jsonata.unknownFunction': info('A JSONata function exists', 'error', guide('transforming-data')),
  'jsonata.arity': info(
    'A JSONata function gets as many arguments as it takes',
    'error',
    guide('transforming-data'),
  ),
  'jsonata.statesMember': info(
    '$states has input, result, errorOutput and context',
    'error',
    guide('transforming-data'),
    'UNSUPPORTED_JSONATA_EXPRESSION',
  ),
  'jsonata.statesAvailability': info(
    '$states.result and $states.errorOutput exist where they are used',
    'error',
    guide('transforming-data'),
    'UNSUPPORTED_JSONATA_EXPRESSION',
  ),
  'jsonata.contextMember': info(
    'A member of $states.context exists',
    'warning',
    guide('input-output-contextobject'),
  ),
  'jsonata.resultType': info(
    'A JSONata expression’s type suits its field',
    'warning',
    guide('transforming-data'),
  ),
  'jsonata.constantCondition': info(
    'A Condition depends on something',
    'hint',
    guide('state-choice'),
  ),
  'var.undefined': info(
    'A variable has been assigned where it is used',
    'error',
    guide('workflow-variables'),
  ),
  'var.maybeUndefined': info(
    'A variable has been assigned on every path to its use',
    'warning',
    guide('workflow-variables'),
  ),
  'var.name': info(
    'A variable’s name is an identifier of at most 80 characters',
    'error',
    guide('workflow-variables'),
    schema,
  ),
  'var.reserved': info('$states cannot be assigned', 'error', guide('workflow-variables'), schema),
  'var.shadow': info(
    'An inner scope does not assign a name of an outer one',
    'error',
    guide('workflow-variables'),
    schema,
  ),
  'var.crossBranch': info(
    'A variable is used in the scope that assigns it',
    'error',
    guide('workflow-variables'),
  ),
  'var.distributed': info(
    'A distributed Map does not see outer variables',
    'error',
    guide('workflow-variables'),
  ),
  'var.sameState': info(
    'A state sees the values from before its own Assign',
    'warning',
    guide('workflow-variables'),
  ),
  'var.unused': info('An assigned variable is used', 'hint', guide('workflow-variables')),
  'var.place': info(
    'Assign is an object, in a state that has one',
    'error',
    guide('workflow-variables'),
    schema,
  ),
  'var.size': info('A variable holds at most 256 KiB', 'warning', guide('workflow-variables')),
  'task.resource': info('A Task’s Resource is a known ARN', 'error', guide('state-task'), schema),
  'task.pattern': info(
    'An integration supports its pattern',
    'error',
    guide('connect-to-resource'),
    schema,
  ),
  'task.requiredParameter': info(
    'An integration gets its required parameters',
    'error',
    guide('connect-to-resource'),
    schema,
  ),
  'task.unknownParameter': info(
    'An integration knows its parameters',
    'warning',
    guide('connect-to-resource'),
  ),
  'task.tokenMissing': info(
    'A callback task passes its token on',
    'warning',
    guide('connect-to-resource'),
  ),
  'task.callbackTimeout': info('A callback has a timeout', 'hint', guide('sfn-best-practices')),
  'task.timeout': info(
    'TimeoutSeconds and HeartbeatSeconds are in range',
    'error',
    guide('state-task'),
    schema,
  ),
  'task.credentials': info('Credentials have a RoleArn', 'error', guide('state-task'), schema),
  'task.lambdaRetry': info(
    'A Lambda task retries the service’s own errors',
    'hint',
    guide('sfn-best-practices'),
  ),
  'task.lambdaUnqualified': info(
    'A Lambda function is named with a version or alias',
    'hint',
    guide('concepts-state-machine-alias'),
  ),
  'express.noWait': info(
    'An Express workflow does not wait for jobs, callbacks or activities',
    'error',
    guide('choosing-workflow-type'),
    schema,
  ),
  'choice.choices': info(
    'A Choice has rules, each with its Next',
    'error',
    guide('state-choice'),
    schema,
  ),
  'choice.ruleShape': info(
    'A Choice rule has one comparison',
    'error',
    guide('state-choice'),
    schema,
  ),
  'choice.operandType': info(
    'A comparison has an operand of its type',
    'error',
    guide('state-choice'),
    schema,
  ),
  'choice.noDefault': info('A Choice has a Default', 'hint', guide('state-choice')),
  'wait.exactlyOne': info('A Wait has one duration', 'error', guide('state-wait'), schema),
  'wait.range': info('A Wait’s Seconds are in range', 'error', guide('state-wait'), schema),
  'wait.timestamp': info(
    'A Wait’s Timestamp is an RFC 3339 timestamp',
    'error',
    guide('state-wait'),
    schema,
  ),
  'fail.pair': info(
    'A Fail has one of Error and ErrorPath, Cause and CausePath',
    'error',
    guide('state-fail'),
    schema,
  ),
  'fail.path': info('ErrorPath and CausePath give a string', 'error', guide('state-fail'), schema),
  'fail.statesPrefix': info(
    'An own error does not begin with States.',
    'warning',
    spec('error-names'),
  ),
  'parallel.branches': info('A Parallel has branches', 'error', guide('state-parallel'), schema),
  'map.processor': info('A Map has one item processor', 'error', guide('state-map'), schema),
  'map.deprecated': info('A Map uses the current field names', 'hint', guide('state-map-inline')),
  'map.mode': info('A Map’s processor has a known mode', 'error', guide('state-map'), schema),
  'map.distributedOnly': info(
    'A field works only in a distributed Map',
    'warning',
    guide('state-map-distributed'),
  ),
  'map.items': info('A Map’s items are an array or object', 'error', guide('state-map'), schema),
  'map.itemReader': info(
    'An ItemReader names what it reads',
    'error',
    guide('input-output-itemreader'),
    schema,
  ),
  'map.itemBatcher': info(
    'An ItemBatcher has a limit',
    'error',
    guide('input-output-itembatcher'),
    schema,
  ),
  'map.resultWriter': info(
    'A ResultWriter names where it writes',
    'error',
    guide('input-output-resultwriter'),
    schema,
  ),
  'map.tolerated': info(
    'A tolerated failure threshold is in range',
    'error',
    guide('state-map-distributed'),
    schema,
  ),
  'map.concurrency': info('MaxConcurrency is in range', 'error', guide('state-map'), schema),
  'map.label': info(
    'A Label has at most 40 allowed characters and is unique',
    'error',
    guide('state-map-distributed'),
    'INVALID_LABEL_NAME',
  ),
  'map.outputSize': info(
    'A distributed Map’s output can grow past 256 KiB',
    'hint',
    guide('state-map-distributed'),
  ),
  'retry.shape': info(
    'A retrier’s fields are in range',
    'error',
    guide('concepts-error-handling'),
    schema,
  ),
  'retry.delay': info(
    'MaxDelaySeconds is above IntervalSeconds',
    'warning',
    guide('concepts-error-handling'),
  ),
  'catch.shape': info(
    'A catcher has ErrorEquals and Next',
    'error',
    guide('concepts-error-handling'),
    schema,
  ),
  'error.all': info(
    'States.ALL stands alone and last',
    'error',
    guide('concepts-error-handling'),
    schema,
  ),
  'error.shadowed': info(
    'An error name is not already matched',
    'warning',
    guide('concepts-error-handling'),
  ),
  'error.unknownStates': info(
    'A States. error name exists',
    'warning',
    guide('concepts-error-handling'),
  ),
  'error.uncatchable': info('An error can be caught', 'warning', guide('concepts-error-handling')),
  'error.impossible': info(
    'An error can occur in this state',
    'hint',
    guide('concepts-error-handling'),
  ),
} as const satisfies { readonly [code: string]: RuleInfo };

export type RuleCode = keyof typeof codes;
