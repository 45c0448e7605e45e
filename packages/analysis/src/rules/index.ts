import type { RuleCode } from '../codes.ts';
import type { Rule } from '../rule.ts';
import { catchShape } from './catch/shape.ts';
import { choiceChoices } from './choice/choices.ts';
import { choiceNoDefault } from './choice/no-default.ts';
import { choiceOperandType } from './choice/operand-type.ts';
import { choiceRuleShape } from './choice/rule-shape.ts';
import { choiceTypeGuard } from './choice/type-guard.ts';
import { docDuplicateKey } from './doc/duplicate-key.ts';
import { docPlaceholder } from './doc/placeholder.ts';
import { docRoot } from './doc/root.ts';
import { docRoundedNumber } from './doc/rounded-number.ts';
import { docSyntax } from './doc/syntax.ts';
import { errorAll } from './error/all.ts';
import { errorImpossible } from './error/impossible.ts';
import { errorShadowed } from './error/shadowed.ts';
import { errorUncatchable } from './error/uncatchable.ts';
import { errorUnknownStates } from './error/unknown-states.ts';
import { expressNoWait } from './express/no-wait.ts';
import { failPair } from './fail/pair.ts';
import { failPath } from './fail/path.ts';
import { failStatesPrefix } from './fail/states-prefix.ts';
import { graphDeadBranch } from './graph/dead-branch.ts';
import { graphDepth } from './graph/depth.ts';
import { graphEndFalse } from './graph/end-false.ts';
import { graphInescapable } from './graph/inescapable.ts';
import { graphNextEnd } from './graph/next-end.ts';
import { graphNoTerminal } from './graph/no-terminal.ts';
import { graphTarget } from './graph/target.ts';
import { graphUnreachable } from './graph/unreachable.ts';
import { intrinsicArgType } from './intrinsic/arg-type.ts';
import { intrinsicArity } from './intrinsic/arity.ts';
import { intrinsicFormat } from './intrinsic/format.ts';
import { intrinsicNesting } from './intrinsic/nesting.ts';
import { intrinsicSyntax } from './intrinsic/syntax.ts';
import { intrinsicUnknown } from './intrinsic/unknown.ts';
import { jsonataArity } from './jsonata/arity.ts';
import { jsonataConstantCondition } from './jsonata/constant-condition.ts';
import { jsonataContextMember } from './jsonata/context-member.ts';
import { jsonataDelimiters } from './jsonata/delimiters.ts';
import { jsonataQuotes } from './jsonata/quotes.ts';
import { jsonataResultType } from './jsonata/result-type.ts';
import { jsonataStatesAvailability } from './jsonata/states-availability.ts';
import { jsonataStatesMember } from './jsonata/states-member.ts';
import { jsonataSyntax } from './jsonata/syntax.ts';
import { jsonataTopLevelRef } from './jsonata/top-level-ref.ts';
import { jsonataUnknownFunction } from './jsonata/unknown-function.ts';
import { jsonataUndefinedResult } from './jsonata/undefined-result.ts';
import { mapConcurrency } from './map/concurrency.ts';
import { mapDeprecated } from './map/deprecated.ts';
import { mapDistributedOnly } from './map/distributed-only.ts';
import { mapItemBatcher } from './map/item-batcher.ts';
import { mapItemReader } from './map/item-reader.ts';
import { mapItems } from './map/items.ts';
import { mapLabel } from './map/label.ts';
import { mapMode } from './map/mode.ts';
import { mapOutputSize } from './map/output-size.ts';
import { mapProcessor } from './map/processor.ts';
import { mapResultWriter } from './map/result-writer.ts';
import { mapTolerated } from './map/tolerated.ts';
import { parallelBranches } from './parallel/branches.ts';
import { passResultStatic } from './pass/result-static.ts';
import { pathContextMember } from './path/context-member.ts';
import { pathDialect } from './path/dialect.ts';
import { pathMissingInput } from './path/missing-input.ts';
import { pathReference } from './path/reference.ts';
import { pathResultPath } from './path/result-path.ts';
import { pathSyntax } from './path/syntax.ts';
import { payloadDollarKey } from './payload/dollar-key.ts';
import { payloadDuplicateAfterStrip } from './payload/duplicate-after-strip.ts';
import { payloadNoDollar } from './payload/no-dollar.ts';
import { payloadNoPath } from './payload/no-path.ts';
import { payloadObject } from './payload/object.ts';
import { qlDowngrade } from './ql/downgrade.ts';
import { qlFieldMismatch } from './ql/field-mismatch.ts';
import { qlIntrinsicLiteral } from './ql/intrinsic-literal.ts';
import { retryDelay } from './retry/delay.ts';
import { retryShape } from './retry/shape.ts';
import { rootQueryLanguage } from './root/query-language.ts';
import { rootRequired } from './root/required.ts';
import { rootTimeout } from './root/timeout.ts';
import { rootUnknownField } from './root/unknown-field.ts';
import { rootVersion } from './root/version.ts';
import { sizeDefinition } from './size/definition.ts';
import { stateComment } from './state/comment.ts';
import { stateDuplicateName } from './state/duplicate-name.ts';
import { stateFieldType } from './state/field-type.ts';
import { stateName } from './state/name.ts';
import { stateType } from './state/type.ts';
import { stateUnknownField } from './state/unknown-field.ts';
import { taskCallbackTimeout } from './task/callback-timeout.ts';
import { taskCredentials } from './task/credentials.ts';
import { taskLambdaRetry } from './task/lambda-retry.ts';
import { taskLambdaUnqualified } from './task/lambda-unqualified.ts';
import { taskOptimizedVariant } from './task/optimized-variant.ts';
import { taskParameterType } from './task/parameter-type.ts';
import { taskParameterPattern } from './task/parameter-pattern.ts';
import { taskParameterValue } from './task/parameter-value.ts';
import { taskPattern } from './task/pattern.ts';
import { taskRequiredParameter } from './task/required-parameter.ts';
import { taskResource } from './task/resource.ts';
import { taskTimeout } from './task/timeout.ts';
import { taskTokenMissing } from './task/token-missing.ts';
import { taskUnknownParameter } from './task/unknown-parameter.ts';
import { varCatchAssign } from './var/catch-assign.ts';
import { varCrossBranch } from './var/cross-branch.ts';
import { varDistributed } from './var/distributed.ts';
import { varMaybeUndefined } from './var/maybe-undefined.ts';
import { varName } from './var/name.ts';
import { varOverwritten } from './var/overwritten.ts';
import { varPlace } from './var/place.ts';
import { varReserved } from './var/reserved.ts';
import { varSameState } from './var/same-state.ts';
import { varShadow } from './var/shadow.ts';
import { varSize } from './var/size.ts';
import { varUndefined } from './var/undefined.ts';
import { varUnused } from './var/unused.ts';
import { waitExactlyOne } from './wait/exactly-one.ts';
import { waitRange } from './wait/range.ts';
import { waitTimestamp } from './wait/timestamp.ts';

/** The one list of rules, in the order in which the walk asks them. */
export const rules: { readonly [C in RuleCode]: Rule } = {
  'doc.syntax': docSyntax,
  'doc.duplicateKey': docDuplicateKey,
  'doc.roundedNumber': docRoundedNumber,
  'doc.root': docRoot,
  'doc.placeholder': docPlaceholder,
  'root.required': rootRequired,
  'root.unknownField': rootUnknownField,
  'root.version': rootVersion,
  'root.queryLanguage': rootQueryLanguage,
  'root.timeout': rootTimeout,
  'state.type': stateType,
  'state.unknownField': stateUnknownField,
  'state.fieldType': stateFieldType,
  'state.name': stateName,
  'state.duplicateName': stateDuplicateName,
  'state.comment': stateComment,
  'graph.target': graphTarget,
  'graph.unreachable': graphUnreachable,
  'graph.noTerminal': graphNoTerminal,
  'graph.inescapable': graphInescapable,
  'graph.nextEnd': graphNextEnd,
  'graph.endFalse': graphEndFalse,
  'graph.depth': graphDepth,
  'graph.deadBranch': graphDeadBranch,
  'size.definition': sizeDefinition,
  'ql.fieldMismatch': qlFieldMismatch,
  'ql.downgrade': qlDowngrade,
  'ql.intrinsicLiteral': qlIntrinsicLiteral,
  'path.syntax': pathSyntax,
  'path.dialect': pathDialect,
  'path.reference': pathReference,
  'path.resultPath': pathResultPath,
  'path.contextMember': pathContextMember,
  'path.missingInput': pathMissingInput,
  'payload.dollarKey': payloadDollarKey,
  'payload.duplicateAfterStrip': payloadDuplicateAfterStrip,
  'payload.noDollar': payloadNoDollar,
  'payload.noPath': payloadNoPath,
  'pass.resultStatic': passResultStatic,
  'payload.object': payloadObject,
  'intrinsic.syntax': intrinsicSyntax,
  'intrinsic.unknown': intrinsicUnknown,
  'intrinsic.arity': intrinsicArity,
  'intrinsic.argType': intrinsicArgType,
  'intrinsic.nesting': intrinsicNesting,
  'intrinsic.format': intrinsicFormat,
  'jsonata.delimiters': jsonataDelimiters,
  'jsonata.syntax': jsonataSyntax,
  'jsonata.topLevelRef': jsonataTopLevelRef,
  'jsonata.unknownFunction': jsonataUnknownFunction,
  'jsonata.arity': jsonataArity,
  'jsonata.statesMember': jsonataStatesMember,
  'jsonata.statesAvailability': jsonataStatesAvailability,
  'jsonata.contextMember': jsonataContextMember,
  'jsonata.resultType': jsonataResultType,
  'jsonata.undefinedResult': jsonataUndefinedResult,
  'jsonata.quotes': jsonataQuotes,
  'jsonata.constantCondition': jsonataConstantCondition,
  'var.undefined': varUndefined,
  'var.maybeUndefined': varMaybeUndefined,
  'var.name': varName,
  'var.reserved': varReserved,
  'var.shadow': varShadow,
  'var.crossBranch': varCrossBranch,
  'var.distributed': varDistributed,
  'var.sameState': varSameState,
  'var.unused': varUnused,
  'var.overwritten': varOverwritten,
  'var.catchAssign': varCatchAssign,
  'var.place': varPlace,
  'var.size': varSize,
  'task.resource': taskResource,
  'task.pattern': taskPattern,
  'task.requiredParameter': taskRequiredParameter,
  'task.unknownParameter': taskUnknownParameter,
  'task.parameterType': taskParameterType,
  'task.parameterPattern': taskParameterPattern,
  'task.parameterValue': taskParameterValue,
  'task.optimizedVariant': taskOptimizedVariant,
  'task.tokenMissing': taskTokenMissing,
  'task.callbackTimeout': taskCallbackTimeout,
  'task.timeout': taskTimeout,
  'task.credentials': taskCredentials,
  'task.lambdaRetry': taskLambdaRetry,
  'task.lambdaUnqualified': taskLambdaUnqualified,
  'express.noWait': expressNoWait,
  'choice.choices': choiceChoices,
  'choice.ruleShape': choiceRuleShape,
  'choice.operandType': choiceOperandType,
  'choice.typeGuard': choiceTypeGuard,
  'choice.noDefault': choiceNoDefault,
  'wait.exactlyOne': waitExactlyOne,
  'wait.range': waitRange,
  'wait.timestamp': waitTimestamp,
  'fail.pair': failPair,
  'fail.path': failPath,
  'fail.statesPrefix': failStatesPrefix,
  'parallel.branches': parallelBranches,
  'map.processor': mapProcessor,
  'map.deprecated': mapDeprecated,
  'map.mode': mapMode,
  'map.distributedOnly': mapDistributedOnly,
  'map.items': mapItems,
  'map.itemReader': mapItemReader,
  'map.itemBatcher': mapItemBatcher,
  'map.resultWriter': mapResultWriter,
  'map.tolerated': mapTolerated,
  'map.concurrency': mapConcurrency,
  'map.label': mapLabel,
  'map.outputSize': mapOutputSize,
  'retry.shape': retryShape,
  'retry.delay': retryDelay,
  'catch.shape': catchShape,
  'error.all': errorAll,
  'error.shadowed': errorShadowed,
  'error.unknownStates': errorUnknownStates,
  'error.uncatchable': errorUncatchable,
  'error.impossible': errorImpossible,
};
