/** What `aws-sdk:apigateway` changes: members have capitals in a Task, times are texts, a body may be JSON. */
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { SdkIntegration } from '../../contract/task-integration.ts';
import { timeText } from '../../contract/time-text.ts';
import { capitalised, withTexts } from '../../contract/task-shapes.ts';

export const controlIntegration: SdkIntegration = {
  request: (parameters) =>
    renamed(
      isObject(parameters['Body']) ? withTexts(parameters, ['Body']) : parameters,
      lowerCased,
    ),
  response: (response) =>
    isObject(response) ? renamed(withTimes(response), capitalised) : response,
};

/** Members whose own members are names that users choose. */
const maps = new Set([
  'apiSummary',
  'headers',
  'integrationResponses',
  'methodResponses',
  'methodSettings',
  'multiValueHeaders',
  'parameters',
  'requestModels',
  'requestParameters',
  'requestTemplates',
  'resourceMethods',
  'responseModels',
  'responseParameters',
  'responseTemplates',
  'stageVariableOverrides',
  'stageVariables',
  'tags',
  'variables',
]);

type Rename = (name: string) => string;

function renamed(value: JsonObject, rename: Rename): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      rename(name),
      maps.has(lowerCased(name)) ? entriesRenamed(member, rename) : renamedAny(member, rename),
    ]),
  );
}

function renamedAny(value: Json, rename: Rename): Json {
  if (isArray(value)) return value.map((item) => renamedAny(item, rename));
  return isObject(value) ? renamed(value, rename) : value;
}

function entriesRenamed(value: Json, rename: Rename): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, renamedAny(member, rename)]),
  );
}

function lowerCased(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

const times = ['createdDate', 'lastUpdatedDate'];

function withTimes(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]): [string, Json] => {
      if (times.includes(name)) return [name, timeText(Number(member) * 1000)];
      if (isArray(member)) {
        return [name, member.map((item) => (isObject(item) ? withTimes(item) : item))];
      }
      return [name, member];
    }),
  );
}
