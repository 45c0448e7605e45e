/** ImportRestApi and PutRestApi: APIs that OpenAPI documents define. */
import { values } from '@stepthrough/collections';
import { LimitReached } from '@stepthrough/expressions';
import { isRefusal, responseOf, success, type Refusal } from '../../../contract/outcome.ts';
import { flag, map, operation, text } from '../../../contract/request-form.ts';
import type { Context } from '../../../contract/service.ts';
import type { Progress } from '../../parking.ts';
import type { RestApi } from '../../rest-api.ts';
import type { ApiGatewayState } from '../../state.ts';
import { apiOf, choiceProblem, missing, withApi, type ControlOperations } from '../read.ts';
import { badRequest } from '../refusals.ts';
import { restApiOperations } from '../rest-apis.ts';
import { basePathModes } from './base-path.ts';
import { carryOut } from './carry-out.ts';
import { readDocument } from './document.ts';
import { Draft } from './draft.ts';
import { merged, overwritten } from './modes.ts';
import type { ApiPlan, SettingsPlan } from './plan.ts';
import { readPlan } from './read-plan.ts';

const asked = { failOnWarnings: flag, parameters: map(text), body: text };

export const importOperations: ControlOperations = {
  ImportRestApi: operation(asked, (request, state, context) =>
    imported(request, state, context, ({ fresh }) => fresh),
  ),

  PutRestApi: operation({ restApiId: text, mode: text, ...asked }, (request, state, context) => {
    const { restApiId, mode = 'merge' } = request;
    const before = apiOf(state, restApiId, context);
    if (isRefusal(before)) return { state, outcome: before };
    const problem = choiceProblem('putRestApiInput.mode', mode, ['merge', 'overwrite']);
    if (problem) return { state, outcome: problem };
    const combined = mode === 'merge' ? merged : overwritten;
    return imported(request, state, context, ({ fresh, settings }) =>
      combined(before, fresh, settings, context),
    );
  }),
};

interface Asked {
  readonly failOnWarnings?: boolean;
  readonly parameters?: { readonly [name: string]: string };
  readonly body?: string;
}

/** What a definition's parts are added to: an API made anew, or one that there is. */
type Begin = (made: { readonly fresh: RestApi; readonly settings: SettingsPlan }) => RestApi;

function imported(
  { body, parameters = {}, failOnWarnings = false }: Asked,
  state: ApiGatewayState,
  context: Context,
  begin: Begin,
): Progress {
  const plan = planOf(body, parameters);
  if (isRefusal(plan)) return { state, outcome: plan };
  const fresh = freshApi(plan.settings, state, context);
  if (isRefusal(fresh)) return { state, outcome: fresh };
  const begun = begin({ fresh, settings: plan.settings });
  const draft = withinLimit(() => carriedOut(plan, new Draft(begun, state, context)));
  if (isRefusal(draft)) return { state, outcome: draft };
  const problem = problemOf(draft, failOnWarnings);
  if (problem) return { state, outcome: problem };
  return answered(withApi(state, draft.api), draft, context);
}

function planOf(
  body: string | undefined,
  { basepath = 'ignore', endpointConfigurationTypes }: NonNullable<Asked['parameters']>,
): ApiPlan | Refusal {
  if (body === undefined) return missing('body');
  const basePath = basePathModes.find((mode) => mode === basepath.toLowerCase());
  if (basePath === undefined) {
    return badRequest(
      `Invalid basepath '${basepath}' specified. Must be one of: [${basePathModes.join(', ')}]`,
    );
  }
  const document = readDocument(body);
  if (isRefusal(document)) return document;
  const plan = withinLimit(() => readPlan(document, basePath));
  if (isRefusal(plan) || endpointConfigurationTypes === undefined) return plan;
  const { settings } = plan;
  const types = endpointConfigurationTypes.split(',').map((type) => type.trim());
  const endpointConfiguration = { ...settings.endpointConfiguration, types };
  return { ...plan, settings: { ...settings, endpointConfiguration } };
}

/** What references repeat without end, or nearly so, is given up in words. */
function withinLimit<T extends object>(make: () => T): T | Refusal {
  try {
    return make();
  } catch (problem) {
    if (!(problem instanceof LimitReached)) throw problem;
    return badRequest(`The definition cannot be imported. ${problem.message}`);
  }
}

/** As CreateRestApi makes it, with its checks. */
function freshApi(
  settings: SettingsPlan,
  state: ApiGatewayState,
  context: Context,
): RestApi | Refusal {
  const { CreateRestApi: create } = restApiOperations;
  if (!create) throw new Error('API Gateway has no operation CreateRestApi.');
  const made = create(settings, { ...state, apis: undefined }, context);
  if (made.outcome?.ok !== true) return made.outcome ?? badRequest('Invalid OpenAPI input.');
  const [api] = values(made.state.apis);
  return api ?? badRequest('Invalid OpenAPI input.');
}

function carriedOut(plan: ApiPlan, draft: Draft): Draft {
  carryOut(plan, draft);
  return draft;
}

function problemOf({ errors, warnings }: Draft, failOnWarnings: boolean): Refusal | undefined {
  const warned = warnings.lines.join('\n\t');
  if (errors.lines.length > 0) {
    const also = warned === '' ? '' : `\nAdditionally, these warnings were found:\n\t${warned}`;
    return badRequest(`Errors found during import:\n\t${errors.lines.join('\n\t')}${also}`);
  }
  return failOnWarnings && warned !== ''
    ? badRequest(`Warnings found during import:\n\t${warned}`)
    : undefined;
}

/** As GetRestApi answers, with the warnings. */
function answered(state: ApiGatewayState, { api, warnings }: Draft, context: Context): Progress {
  const { GetRestApi: ask } = restApiOperations;
  const told = ask?.({ restApiId: api.settings.id }, state, context).outcome;
  const { lines } = warnings;
  const shown = told ? responseOf(told) : {};
  return {
    state,
    outcome: success(lines.length === 0 ? shown : { ...shown, warnings: lines }),
  };
}
