export { fieldsIn, fieldsOfAll, stateFieldsOf } from './language/fields-of.ts';
export { choiceOperatorDocs, partFields, scopeFields, valuesIn } from './language/part-fields.ts';
export type { OperandType, PartName } from './language/part-fields.ts';
export { stateFields, stateTypeDocs } from './language/state-fields.ts';
export type { StateTypeName } from './language/state-fields.ts';
export type { FieldInfo, FieldTable, FieldType, QueryLanguage } from './language/field.ts';
export { isPlainYaml, otherMeanings } from './language/plain-yaml.ts';
export { writeSnippet, writeYamlSnippet } from './language/snippet.ts';
export type { Snippet } from './language/snippet.ts';
export { contextMembers, notationDocs, statesMembers } from './language/context.ts';
export type { ContextMember, ContextMembers } from './language/context.ts';

export { optimizedActions, ServiceCatalog } from './services/integrations.ts';
export type { Integration } from './services/integrations.ts';
export { mapResources } from './services/optimized.ts';
export { patternOf, suffixOf } from './services/pattern.ts';
export type { IntegrationPattern } from './services/pattern.ts';
export { characters, limits } from './limits.ts';
export type { ReadFile, SdkService } from './services/sdk.ts';
export { requestProblems } from './services/request-problems.ts';
export { memberOf } from './services/shape.ts';
export type { Member, ObjectShape, Sample, Shape } from './services/shape.ts';

export { errorsOfService } from './errors/service-errors.ts';
export { historyEventTypes } from './language/history-events.ts';
export { errorDoc, failures, statesErrors, takesError } from './errors/states-errors.ts';
export type { StatesError, StatesErrorName } from './errors/states-errors.ts';

export { intrinsicFunctionDocs } from './functions/intrinsics.ts';
export type { FunctionInfo, Parameter } from './functions/intrinsics.ts';
export { jsonataFunctionDocs } from './functions/jsonata.ts';
