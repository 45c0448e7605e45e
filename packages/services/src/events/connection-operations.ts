/** Operations on connections. */
import { get, remove, set, values } from '@stepthrough/collections';
import type { JsonObject } from '@stepthrough/json';
import { isRefusal, success, type Refusal } from '../contract/outcome.ts';
import { number, operation, text } from '../contract/request-form.ts';
import type { Context, Operation, Result } from '../contract/service.ts';
import { parametersBroken, typeProblem } from './authorization-problem.ts';
import {
  authorizationTypes,
  authParameters,
  changedParameters,
  isAuthorizationType,
  shownParameters,
  type AuthParameters,
} from './authorization.ts';
import { authorizing, connectionArn, secretArn, settles, withConnection } from './connection.ts';
import { pageOf } from './paging.ts';
import type { Connection, EventsState } from './state.ts';
import {
  alreadyExists,
  broken,
  constraintProblem,
  constraintsBroken,
  enumBroken,
  invalid,
  missingBroken,
  notFound,
  rangeBroken,
} from './validation.ts';

const states = [
  'CREATING',
  'UPDATING',
  'DELETING',
  'AUTHORIZED',
  'DEAUTHORIZED',
  'AUTHORIZING',
  'DEAUTHORIZING',
  'ACTIVE',
  'FAILED_CONNECTIVITY',
] as const;

const form = {
  Name: text,
  Description: text,
  AuthorizationType: text,
  AuthParameters: authParameters,
  KmsKeyIdentifier: text,
} as const;

interface Settings {
  readonly Name?: string;
  readonly Description?: string;
  readonly AuthorizationType?: string;
  readonly AuthParameters?: AuthParameters;
  readonly KmsKeyIdentifier?: string;
}

/** The answer for a new connection tells no time of its authorization. */
const isNew = 'isNew';

const unsimulated = ['InvocationConnectivityParameters'];

export const connectionOperations: { readonly [name: string]: Operation<EventsState> } = {
  CreateConnection: operation(
    form,
    (request, state, context) => {
      const { Name: name = '', AuthorizationType: type, AuthParameters: parameters } = request;
      const problem =
        broken([
          ...settingsBroken(request, true),
          ...missingBroken('authorizationType', type),
          ...missingBroken('authParameters', parameters),
        ]) ?? typeProblem(type, parameters ?? {});
      if (problem) return { state, outcome: problem };
      if (!isAuthorizationType(type)) return { state, outcome: invalid('No AuthorizationType.') };
      if (get(state.connections, name)) {
        return { state, outcome: alreadyExists(`Connection ${name} already exists.`) };
      }
      const connection: Connection = {
        name,
        id: context.uuid('connection'),
        type,
        parameters: changedParameters(undefined, parameters ?? {}, type),
        state: 'AUTHORIZING',
        createdAt: context.now,
        modifiedAt: context.now,
        ...given(request),
      };
      return authorized(connection, state, context, isNew);
    },
    unsimulated,
  ),

  DescribeConnection: operation({ Name: text }, ({ Name }, state, context) => {
    const found = connectionOf(Name, state);
    if (isRefusal(found)) return { state, outcome: found };
    const { description, kmsKey, parameters } = found;
    const response = {
      ...listed(found, context),
      ...(description === undefined ? {} : { Description: description }),
      ...(kmsKey === undefined ? {} : { KmsKeyIdentifier: kmsKey }),
      ...(parameters
        ? { SecretArn: secretArn(found, context), AuthParameters: shownParameters(parameters) }
        : {}),
    };
    return { state, outcome: success(response) };
  }),

  UpdateConnection: operation(
    form,
    (request, state, context) => {
      const { AuthParameters: parameters, AuthorizationType } = request;
      const problem = broken(settingsBroken(request, false));
      if (problem) return { state, outcome: problem };
      const found = connectionOf(request.Name, state);
      if (isRefusal(found)) return { state, outcome: found };
      const type = isAuthorizationType(AuthorizationType) ? AuthorizationType : found.type;
      const changed: Connection = { ...found, modifiedAt: context.now, ...given(request) };
      if (!parameters && type === found.type) {
        const after = withConnection(state, changed);
        return { state: after, outcome: success(summary(changed, context)) };
      }
      const merged = changedParameters(
        type === found.type ? found.parameters : undefined,
        parameters ?? {},
        type,
      );
      const wrong =
        broken(parametersBroken(merged, true)) ?? typeProblem(type, { ...parameters, ...merged });
      if (wrong) return { state, outcome: wrong };
      const after: Connection = { ...changed, type, parameters: merged };
      return authorized(after, state, context);
    },
    unsimulated,
  ),

  DeauthorizeConnection: operation({ Name: text }, ({ Name }, state, context) => {
    const found = connectionOf(Name, state);
    if (isRefusal(found)) return { state, outcome: found };
    const after: Connection = {
      ...found,
      state: 'DEAUTHORIZING',
      stateReason: 'The authorization parameters were removed by DeauthorizeConnection.',
      parameters: undefined,
      token: undefined,
      modifiedAt: context.now,
    };
    return {
      state: withConnection(state, after),
      outcome: success(summary(after, context)),
      effects: [settles(after, context)],
    };
  }),

  DeleteConnection: operation({ Name: text }, ({ Name }, state, context) => {
    const found = connectionOf(Name, state);
    if (isRefusal(found)) return { state, outcome: found };
    const connections = remove(state.connections, found.name);
    const outcome = success({ ...summary(found, context), ConnectionState: 'DELETING' });
    return { state: { ...state, connections }, outcome };
  }),

  ListConnections: operation(
    { NamePrefix: text, ConnectionState: text, Limit: number, NextToken: text },
    ({ NamePrefix, ConnectionState, Limit, NextToken }, state, context) => {
      const problem = broken([
        ...constraintsBroken(['namePrefix', NamePrefix, 'ConnectionName']),
        ...enumBroken('connectionState', ConnectionState, states),
        ...rangeBroken('limit', Limit, 1, 100),
      ]);
      if (problem) return { state, outcome: problem };
      const all = values(state.connections).filter(
        (connection) =>
          connection.name.startsWith(NamePrefix ?? '') &&
          (ConnectionState ?? connection.state) === connection.state,
      );
      const page = pageOf(all, Limit, NextToken);
      if (isRefusal(page)) return { state, outcome: page };
      const Connections = page.items.map((connection) => listed(connection, context));
      return { state, outcome: success({ Connections, ...page.token }) };
    },
  ),
};

function settingsBroken(request: Settings, isComplete: boolean): readonly string[] {
  return [
    ...constraintsBroken(
      ['name', request.Name, 'ConnectionName', 'required'],
      ['description', request.Description, 'Description'],
      ['kmsKeyIdentifier', request.KmsKeyIdentifier, 'KmsKeyIdentifier'],
    ),
    ...enumBroken('authorizationType', request.AuthorizationType, authorizationTypes),
    ...parametersBroken(request.AuthParameters ?? {}, isComplete),
  ];
}

function given({ Description, KmsKeyIdentifier }: Settings) {
  return {
    ...(Description === undefined ? {} : { description: Description }),
    ...(KmsKeyIdentifier === undefined ? {} : { kmsKey: KmsKeyIdentifier }),
  };
}

function connectionOf(name: string | undefined, state: EventsState): Connection | Refusal {
  const problem = constraintProblem(['name', name, 'ConnectionName', 'required']);
  if (problem) return problem;
  return (
    get(state.connections, name ?? '') ??
    notFound(`Failed to describe the connection(s). Connection '${name}' does not exist.`)
  );
}

function authorized(
  connection: Connection,
  state: EventsState,
  context: Context,
  how?: typeof isNew,
): Result<EventsState> {
  const after = authorizing(connection, context.now);
  const { LastAuthorizedTime, ...rest } = summary(after, context);
  const response =
    how === isNew || LastAuthorizedTime === undefined ? rest : { ...rest, LastAuthorizedTime };
  const effects = after.state === 'AUTHORIZING' ? [settles(after, context)] : [];
  const connections = set(state.connections, after.name, after);
  return { state: { ...state, connections }, outcome: success(response), effects };
}

/** Times are seconds since the epoch. */
function summary(connection: Connection, context: Context): JsonObject {
  const { state, createdAt, modifiedAt, authorizedAt } = connection;
  return {
    ConnectionArn: connectionArn(connection, context),
    ConnectionState: state,
    CreationTime: createdAt / 1000,
    LastModifiedTime: modifiedAt / 1000,
    ...(authorizedAt === undefined ? {} : { LastAuthorizedTime: authorizedAt / 1000 }),
  };
}

function listed(connection: Connection, context: Context): JsonObject {
  const { name, type, stateReason } = connection;
  return {
    ...summary(connection, context),
    Name: name,
    AuthorizationType: type,
    ...(stateReason === undefined ? {} : { StateReason: stateReason }),
  };
}
