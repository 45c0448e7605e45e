import { guide, info, schema, spec, type RuleInfo } from './rule-info.ts';

/** Rules about expressions, templates and variables. */
export const dataRules = {
  'path.syntax': info(
    'A JSONPath is well-formed',
    'error',
    guide('amazon-states-language-paths'),
    schema,
  ),
  'path.dialect': info(
    'A path is written as AWS reads it',
    'warning',
    guide('amazon-states-language-paths'),
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
  'jsonata.undefinedResult': info(
    'An expression gives a value',
    'hint',
    guide('transforming-data'),
  ),
  'jsonata.quotes': info(
    'A JSONata expression in JSON has single quotes',
    'hint',
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
    'INVALID_VARIABLE_NAME',
  ),
  'var.reserved': info(
    '$states cannot be assigned',
    'error',
    guide('workflow-variables'),
    'RESERVED_VARIABLE_NAME',
  ),
  'var.shadow': info(
    'An inner scope does not assign a name of an outer one',
    'error',
    guide('workflow-variables'),
    schema,
  ),
  'var.crossBranch': info(
    'A variable is used in the scope that assigns it',
    'warning',
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
  'var.overwritten': info(
    'An assigned value is read before it is replaced',
    'hint',
    guide('workflow-variables'),
  ),
  'var.catchAssign': info(
    'What Assign sets is not expected where it is skipped',
    'info',
    guide('workflow-variables'),
  ),
  'var.place': info(
    'Assign is an object, in a state that has one',
    'error',
    guide('workflow-variables'),
    schema,
  ),
  'var.size': info('A variable holds at most 256 KiB', 'warning', guide('workflow-variables')),
} as const satisfies { readonly [code: string]: RuleInfo };
