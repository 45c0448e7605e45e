/** Published versions: the code and the settings of a moment, under a number. */
import { set } from '@stepthrough/collections';
import { isRefusal, success } from '../../contract/outcome.ts';
import { number, operation, text } from '../../contract/request-form.ts';
import type { Context, Operation } from '../../contract/service.ts';
import { pageOf } from '../model/paging.ts';
import { constraintProblem, invalid, lengthWithin, precondition } from '../model/problems.ts';
import type { LambdaState, WakeKey } from '../model/state.ts';
import type { LambdaFunction, Version } from '../model/function.ts';
import { functionOf } from './reference.ts';
import { configurationOf, isSameCode, qualifierShown } from './settings.ts';

export const versionOperations: { readonly [name: string]: Operation<LambdaState, WakeKey> } = {
  PublishVersion: operation(
    { FunctionName: text, CodeSha256: text, Description: text, RevisionId: text },
    ({ FunctionName, CodeSha256, Description, RevisionId }, state: LambdaState, context) => {
      const problem = constraintProblem([lengthWithin('description', Description, 0, 256)]);
      if (problem) return { state, outcome: problem };
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const { latest } = found;
      if (RevisionId !== undefined && RevisionId !== latest.revision) {
        return { state, outcome: precondition('GetFunction/GetAlias') };
      }
      if (CodeSha256 !== undefined && CodeSha256 !== latest.code.sha256) {
        const outcome = invalid(
          `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
        );
        return { state, outcome };
      }
      const after = published(found, Description ?? latest.description, context);
      const version = after.published.at(-1) ?? latest;
      return {
        state: { ...state, functions: set(state.functions, after.name, after) },
        outcome: success(configurationOf(after, version, qualifierShown(version), context), 201),
      };
    },
    ['PublishTo'],
  ),

  ListVersionsByFunction: operation(
    { FunctionName: text, Marker: text, MaxItems: number },
    ({ FunctionName, ...paging }, state: LambdaState, context) => {
      const found = functionOf(state, FunctionName, context);
      if (isRefusal(found)) return { state, outcome: found };
      const all = [found.latest, ...found.published].map((version) =>
        configurationOf(found, version, version.version, context),
      );
      return { state, outcome: pageOf('Versions', all, paging) };
    },
  ),
};

/** With one version more, unless nothing has changed since the last one. */
export function published(
  before: LambdaFunction,
  description: string,
  context: Context,
): LambdaFunction {
  const last = before.published.at(-1);
  if (last && isSameCode(last, before.latest)) return before;
  const lastVersion = before.lastVersion + 1;
  const version: Version = {
    ...before.latest,
    version: String(lastVersion),
    description,
    revision: context.uuid('version'),
    modifiedAt: context.now,
  };
  return { ...before, lastVersion, published: [...before.published, version] };
}
