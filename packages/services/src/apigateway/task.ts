/** `apigateway:invoke` of a Task: a request to an API, or to one of its connections. */
import { member, textOf, type JsonObject } from '@stepthrough/json';
import type { Infer } from '@stepthrough/scenario';
import type { Context } from '../contract/service.ts';
import { failure, isRefusal, type Outcome } from '../contract/outcome.ts';
import { fits, json, members, misfit, record, text } from '../contract/request-form.ts';
import type { ApiRequest } from '../contract/signals.ts';
import { apiNamed, apiNames } from './reached.ts';
import { headersOf } from './headers.ts';
import { requestOf } from './http-request.ts';
import { managementCall, managementOperations } from './management-api.ts';
import type { Progress } from './parking.ts';
import { searchOf } from './query.ts';
import { textBodyOf } from './request-template.ts';
import { serve } from './serve.ts';
import type { ApiGatewayState, Principal } from './state.ts';

const form = members({
  ApiEndpoint: text,
  AuthType: text,
  Headers: record,
  Method: text,
  Path: text,
  QueryParameters: record,
  RequestBody: json,
  Stage: text,
});

type Parameters = Infer<typeof form>;

const isFit = fits(form);

/** The API is the one whose name begins the address; the only one, whatever the address. */
export function invoke(parameters: JsonObject, state: ApiGatewayState, context: Context): Progress {
  if (!isFit(parameters)) return { state, outcome: misfit(parameters, form) };
  const { ApiEndpoint = '', AuthType = 'NO_AUTH' } = parameters;
  const names = apiNames(state, context.setting);
  const [host = ''] = ApiEndpoint.split('.');
  const name = names.length === 1 ? (names[0] ?? host) : host;
  if (!names.includes(name)) {
    const message = `No API of "resources.apis" is reached at ${ApiEndpoint}; the address begins with the name of one of ${names.join(', ')}.`;
    return { state, outcome: failure('UnknownHostException', message, 404) };
  }
  const api = apiNamed(name, state, context);
  if (isRefusal(api)) return { state, outcome: api };
  const http = requestOf(sentBy(parameters), api, context);
  const management = managementCall(http.method, http.path, textBodyOf({ request: http }));
  const operation = management && member(managementOperations, management.operation);
  if (operation) return asTask(operation(management.request, state, context));
  const principal = AuthType === 'IAM_ROLE' ? { principal: roleOf(context) } : {};
  const isStaged = parameters.Stage !== undefined;
  return serve(api, http, state, context, { isTask: true, isStaged, ...principal });
}

/** What a Task gets of an operation on a connection. */
function asTask(progress: Progress): Progress {
  const { outcome } = progress;
  return outcome ? { ...progress, outcome: taskOutcome(outcome) } : progress;
}

function taskOutcome(outcome: Outcome): Outcome {
  const response: JsonObject = {
    Headers: {},
    ResponseBody: outcome.ok ? outcome.response : { message: outcome.error.message },
    StatusCode: outcome.ok ? 200 : outcome.error.status,
    StatusText: outcome.ok ? 'OK' : 'Gone',
  };
  return { ok: true, response };
}

/** A Task with AuthType IAM_ROLE signs with the role of its state machine. */
function roleOf({ account, setting }: Context): Principal {
  const role = setting.main.name;
  const userArn = `arn:aws:sts::${account}:assumed-role/${role}/execution`;
  const caller = `AROASIMULATED:${role}`;
  const identity = {
    userArn,
    accountId: account,
    caller,
    user: caller,
    accessKey: 'ASIASIMULATED',
  };
  return { authorizer: {}, identity };
}

/** The request that the parameters describe. */
function sentBy({
  Method = 'GET',
  Path = '/',
  QueryParameters = {},
  Headers = {},
  RequestBody,
  Stage,
}: Parameters): Pick<ApiRequest, 'method' | 'path' | 'headers' | 'body'> {
  const query = searchOf(
    Object.fromEntries(
      Object.entries(QueryParameters).map(([name, values]) => [name, [values].flat().map(textOf)]),
    ),
  );
  const prefix = Stage === undefined ? '' : `/${Stage}`;
  const path = Path.startsWith('/') ? Path : `/${Path}`;
  return {
    method: Method,
    path: `${prefix}${path}${query === '' ? '' : `?${query}`}`,
    headers: headersOf(Headers),
    ...(RequestBody === undefined ? {} : { body: JSON.stringify(RequestBody) }),
  };
}
