/** What the address of an integration leads to, as a route says it. */
import type { Route } from '@stepthrough/scenario';
import { awsOperations, isAwsOperation } from '../aws-operations.ts';
import type { IntegrationSettings } from '../rest-api.ts';

interface Connected {
  readonly target: Pick<Route, 'integration' | 'function' | 'queue' | 'uri'>;
  /** What of it is not simulated. */
  readonly unserved?: string;
}

export function targetOf(settings: IntegrationSettings): Connected {
  const { type, uri = '' } = settings;
  if (type === 'MOCK') return { target: { integration: 'Mock' } };
  if (type === 'HTTP' || type === 'HTTP_PROXY') return { target: { integration: 'Http', uri } };
  const [, service = '', kind = '', what = ''] = addressForm.exec(uri) ?? [];
  if (service === 'lambda' && kind === 'path') {
    return { target: { integration: 'Lambda', function: functionIn(what) } };
  }
  const name = kind === 'action' ? what : actionIn(settings);
  const queue = kind === 'path' && service === 'sqs' ? what.split('/').at(-1) : undefined;
  const operation =
    kind === 'action' || queue !== undefined ? operationOf(name, service) : undefined;
  if (operation === undefined) {
    return {
      target: { integration: 'Mock' },
      unserved: `an integration with ${service} ${kind === 'action' ? name : what} is not simulated`,
    };
  }
  return { target: { integration: operation, ...(queue === undefined ? {} : { queue }) } };
}

/** `arn:aws:apigateway:{region}:{service}:path|action/{what}` */
const addressForm = /^arn:aws[\w-]*:apigateway:[^:]*:([^:]+):(path|action)\/(.*)$/s;

/** The function's reference, between `functions/` and `/invocations`. */
export function functionIn(address: string): string {
  const [, reference = ''] = /functions\/(.+)\/invocations$/s.exec(address) ?? [];
  return reference;
}

/** Of the older Query protocol, whose action is a parameter of the request. */
function actionIn({ requestTemplates = {}, requestParameters = {} }: IntegrationSettings): string {
  const fixed = requestParameters['integration.request.querystring.Action'];
  const texts = [...Object.values(requestTemplates), fixed === undefined ? '' : `Action=${fixed}`];
  for (const text of texts) {
    const [, action] = /(?:^|[&\s])Action=['"]?(\w+)/.exec(text) ?? [];
    if (action !== undefined) return action;
  }
  return 'SendMessage';
}

function operationOf(name: string, service: string): Route['integration'] | undefined {
  return isAwsOperation(name) && awsOperations[name].service === service ? name : undefined;
}
