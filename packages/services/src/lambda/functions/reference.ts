/** How requests name a function: by its name, a part of its ARN or all of it, with a version or an alias. */
import { get } from '@stepthrough/collections';
import { member } from '@stepthrough/json';
import { isRefusal, type Refusal } from '../../contract/outcome.ts';
import type { Context } from '../../contract/service.ts';
import {
  constraintProblem,
  fitting,
  invalid,
  lengthWithin,
  missing,
  required,
} from '../model/problems.ts';
import type { LambdaState } from '../model/state.ts';
import { functionArn, type Reference } from '../model/function-arn.ts';
import { unpublished, versionOf, type LambdaFunction, type Version } from '../model/function.ts';

/** A function that is there, and the version that is meant. */
interface Referred {
  readonly function: LambdaFunction;
  readonly version: Version;
  readonly qualifier: string | undefined;
}

const namePattern =
  /^(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;
/** AWS escapes the dot of a name. */
const writtenPattern = namePattern.source.slice(1, -1).replace('-_.', String.raw`-_\.`);

/** An ARN in a template, whose region or account is a placeholder, leads to the function all the same. */
const templatePattern = /^arn:.*:function:([a-zA-Z0-9-_.]+)(?::.*)?$/;

/** Reads a reference; `given` is the qualifier that the request has beside the name. */
export function readReference(written: string | undefined, given?: string): Reference | Refusal {
  const exact = namePattern.exec(written ?? '');
  const [, placed] = exact ? [] : (templatePattern.exec(written ?? '') ?? []);
  if (placed !== undefined) return { name: placed, qualifier: given };
  const isShort = exact !== null && exact[0].length <= 256 && given === undefined;
  const problem = isShort ? undefined : referenceProblem(written, given);
  if (problem) return problem;
  const { 11: name = '', 13: own } = exact ?? [];
  if (own !== undefined && given !== undefined && own !== given) {
    return invalid(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { name, qualifier: own ?? given };
}

function referenceProblem(written: string | undefined, given: string | undefined) {
  return constraintProblem([
    required('functionName', written),
    lengthWithin('functionName', written, 1, 256),
    fitting('functionName', written === '' ? undefined : written, namePattern, writtenPattern),
    lengthWithin('qualifier', given, 1, 128),
  ]);
}

/** The name in a reference, however it is written: for what has to be told of it. */
export function nameIn(written: string): string {
  const read = readReference(written);
  return isRefusal(read) ? written : read.name;
}

/** The function that a request names, whatever version it means. */
export function functionOf(
  state: LambdaState,
  written: string | undefined,
  context: Context,
): LambdaFunction | Refusal {
  const reference = readReference(written);
  if (isRefusal(reference)) return reference;
  return get(state.functions, reference.name) ?? noFunction(reference, context);
}

/** The function and the version that a request names; an alias gives a version by its weights. */
export function referred(
  state: LambdaState,
  written: string | undefined,
  given: string | undefined,
  context: Context,
): Referred | Refusal {
  const reference = readReference(written, given);
  return isRefusal(reference) ? reference : resolved(state, reference, context);
}

export function resolved(
  state: LambdaState,
  reference: Reference,
  context: Context,
): Referred | Refusal {
  const { name, qualifier } = reference;
  const found = get(state.functions, name);
  if (!found) return noFunction(reference, context);
  if (qualifier === undefined) return { function: found, version: found.latest, qualifier };
  const alias = get(found.aliases, qualifier);
  const number = alias ? chosen(alias.version, alias.weights, context) : qualifier;
  const version = versionOf(found, number) ?? (found.isDeclared ? found.latest : undefined);
  if (version) return { function: found, version, qualifier };
  return isNumber(qualifier) ? noFunction(reference, context) : noAlias(reference, context);
}

/** Whether a qualifier is a version, and no alias. */
export function isNumber(qualifier: string): boolean {
  return qualifier === unpublished || /^\d+$/.test(qualifier);
}

export function noFunction(reference: Reference, context: Context): Refusal {
  return missing(`Function not found: ${functionArn(reference, context)}`);
}

export function noAlias(reference: Reference, context: Context): Refusal {
  return missing(`Cannot find alias arn: ${functionArn(reference, context)}`);
}

/** A draw between 0 and 1, the same for the same seed, tells to which version an invocation goes. */
function chosen(
  version: string,
  weights: { readonly [version: string]: number },
  context: Context,
): string {
  const others = Object.entries(weights);
  if (others.length === 0) return version;
  let draw = Number.parseInt(context.uuid('route').slice(0, 8), 16) / 0x1_0000_0000;
  for (const [other, weight] of others) {
    if (draw < weight) return other;
    draw -= weight;
  }
  return version;
}

/** Settings of a function by what a request names; those of the unpublished version when nothing is. */
export function settingOf<T>(
  settings: { readonly [qualifier: string]: T },
  { function: { isDeclared }, qualifier = unpublished }: Pick<Referred, 'qualifier' | 'function'>,
): T | undefined {
  return member(settings, qualifier) ?? (isDeclared ? member(settings, unpublished) : undefined);
}
