/** TestInvokeMethod: a method as it is now, without a deployment. */
import { member } from '@stepthrough/json';
import { isRefusal } from '../../contract/outcome.ts';
import { list, map, operation, text } from '../../contract/request-form.ts';
import { splitQuery } from '../../contract/split-query.ts';
import { queryOf } from '../query.ts';
import { pathParametersOf } from '../router.ts';
import { serveTest } from '../serve.ts';
import type { HttpRequest, Pending } from '../state.ts';
import { apiOf, methodOf, missing, resourceOf, type ControlOperations } from './read.ts';
import { badRequest, unsimulatedMember } from './refusals.ts';
import { snapshotOf } from './served-api.ts';

export const testInvokeOperations: ControlOperations = {
  TestInvokeMethod: operation(
    {
      restApiId: text,
      resourceId: text,
      httpMethod: text,
      pathWithQueryString: text,
      body: text,
      headers: map(text),
      multiValueHeaders: map(list(text)),
      clientCertificateId: text,
      stageVariables: map(text),
    },
    (given, state, context) => {
      const { pathWithQueryString = '', body, clientCertificateId } = given;
      const { headers = {}, multiValueHeaders = {}, stageVariables: variables = {} } = given;
      const api = apiOf(state, given.restApiId, context);
      if (isRefusal(api)) return { state, outcome: api };
      const resource = resourceOf(api, given.resourceId);
      if (isRefusal(resource)) return { state, outcome: resource };
      const { httpMethod } = given;
      if (httpMethod === undefined) return { state, outcome: missing('httpMethod') };
      const own = methodOf(resource, httpMethod);
      const method = isRefusal(own) ? methodOf(resource, 'ANY') : own;
      if (isRefusal(method)) return { state, outcome: method };
      const problem = unsimulatedMember({ clientCertificateId });
      if (problem) return { state, outcome: problem };
      const name = `${method.settings.httpMethod} ${resource.path}`;
      const served = snapshotOf(api);
      const route = member(served.routes, name);
      if (!route) return { state, outcome: badRequest('No integration defined for method') };
      const several = Object.entries(multiValueHeaders).map(([one, values]) => [
        one,
        values.join(','),
      ]);
      const [path, search] = splitQuery(pathWithQueryString || resource.path);
      const request: HttpRequest = {
        method: httpMethod,
        path,
        query: queryOf(search),
        headers: { ...Object.fromEntries(several), ...headers },
        repeated: multiValueHeaders,
        body: body === '' ? undefined : body,
        id: context.uuid('test'),
        at: context.now,
      };
      const { parameters, rawParameters } = pathParametersOf(name, request.path);
      const pending: Pending = {
        request,
        api: api.settings.id,
        declared: {
          api: served,
          stage: { name: 'test-invoke-stage', variables, cacheEnabled: false },
          route,
        },
        route: name,
        pathParameters: parameters,
        rawParameters,
        replyTo: context.replyTo,
        isTask: false,
        principal: { authorizer: {}, identity: testIdentity },
      };
      return serveTest(pending, state, context);
    },
  ),
};

const testIdentity = {
  sourceIp: 'test-invoke-source-ip',
  apiKey: 'test-invoke-api-key',
  apiKeyId: 'test-invoke-api-key-id',
};
