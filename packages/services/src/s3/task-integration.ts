import { isArray, isObject, textOf, type Json } from '@stepthrough/json';
import type { TaskIntegrations } from '../contract/task-integration.ts';
import { withTexts } from '../contract/task-shapes.ts';
import { contentOfBody, textOfContent } from '../contract/content.ts';

/** Names that Step Functions spells otherwise than the API. */
const spellings = [
  ['Acl', 'ACL'],
  ['Mfa', 'MFA'],
  ['MfaDelete', 'MFADelete'],
  ['SseCustomerAlgorithm', 'SSECustomerAlgorithm'],
  ['SseCustomerKey', 'SSECustomerKey'],
  ['SseCustomerKeyMD5', 'SSECustomerKeyMD5'],
  ['CopySourceSseCustomerAlgorithm', 'CopySourceSSECustomerAlgorithm'],
  ['CopySourceSseCustomerKey', 'CopySourceSSECustomerKey'],
  ['CopySourceSseCustomerKeyMD5', 'CopySourceSSECustomerKeyMD5'],
  ['SsekmsKeyId', 'SSEKMSKeyId'],
  ['SseAlgorithm', 'SSEAlgorithm'],
  ['KmsMasterKeyID', 'KMSMasterKeyID'],
  ['CorsConfiguration', 'CORSConfiguration'],
  ['CorsRules', 'CORSRules'],
] as const;

const toApi: ReadonlyMap<string, string> = new Map(spellings);
const toTask: ReadonlyMap<string, string> = new Map(
  spellings.map(([task, api]): [string, string] => [api, task]),
);

export const integrations: TaskIntegrations = {
  sdk: {
    s3: {
      request: (parameters) => ({
        ...Object.fromEntries(renamedMembers(parameters, toApi)),
        ...withTexts(pick(parameters, 'Body'), ['Body']),
      }),
      response: (response) => renamed(withTextBody(response), toTask),
    },
  },
};

function pick(parameters: { readonly [name: string]: Json }, name: string) {
  return Object.fromEntries(Object.entries(parameters).filter(([one]) => one === name));
}

function renamed(value: Json, names: ReadonlyMap<string, string>): Json {
  if (isArray(value)) return value.map((item) => renamed(item, names));
  return isObject(value) ? Object.fromEntries(renamedMembers(value, names)) : value;
}

/** Names of metadata are the user's own. */
function renamedMembers(
  value: { readonly [name: string]: Json },
  names: ReadonlyMap<string, string>,
): readonly (readonly [string, Json])[] {
  return Object.entries(value).map(([name, inner]) => [
    names.get(name) ?? name,
    name === 'Metadata' ? inner : renamed(inner, names),
  ]);
}

/** A Task gets a body as a text, also where its bytes are none. */
function withTextBody(response: Json): Json {
  if (!isObject(response) || !isObject(response['Body'])) return response;
  const content = contentOfBody(response['Body']);
  const isContent = typeof content === 'string' || '$base64' in content;
  return { ...response, Body: isContent ? textOfContent(content) : textOf(response['Body']) };
}
