export type { Compiled, Outcome } from './outcome.ts';

export { compilePath } from './jsonpath/path.ts';
export type { Path, Scope } from './jsonpath/path.ts';
export { compileReferencePath, writeReference } from './jsonpath/reference-path.ts';
export type { ReferencePath } from './jsonpath/reference-path.ts';
export type { Condition, PathSyntax, Segment } from './jsonpath/syntax.ts';

export { compileIntrinsic, isIntrinsic } from './intrinsics/intrinsic.ts';
export type { Intrinsic, TemplateScope } from './intrinsics/intrinsic.ts';
export { intrinsicFunctions } from './intrinsics/functions.ts';
export type { IntrinsicFunction, IntrinsicName } from './intrinsics/functions.ts';

export { compileTemplate, notFound } from './template.ts';
export type { Template } from './template.ts';

export {
  evaluateBriefly,
  evaluateJsonata,
  namesInJsonata,
  stoppedJsonata,
  unfinished,
} from './jsonata/evaluate.ts';
export type { JsonataBindings, JsonataOutcome } from './jsonata/evaluate.ts';
export { JsonataTemplates } from './jsonata/template.ts';
export { expressionOf, isJsonata, parseJsonata } from './jsonata/syntax.ts';
export { isTree, nodesOf, treeOf } from './jsonata/tree.ts';
export type { Tree } from './jsonata/tree.ts';

export { choiceOperators, parseTimestamp } from './choice-operators.ts';
export type { ChoiceOperator, OperandKind } from './choice-operators.ts';

export { LimitReached, Work } from './bounds/work.ts';
export { spendText } from './bounds/written-text.ts';
export { compileRegularExpression, matchesIn } from './bounds/regular-expression.ts';
export type { RegularExpression } from './bounds/regular-expression.ts';
export { Wildcard } from './bounds/wildcard.ts';
