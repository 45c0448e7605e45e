/** ItemReader and ResultWriter: what a Map Run reads its items with, and writes its results with. */
import { toJson, valueOf, type Field, type ObjectNode, type QueryLanguage } from '@stepthrough/asl';
import { isObject, type Json, type JsonObject, member } from '@stepthrough/json';
import type { Step } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { nestedField, type FieldValues } from './nested-fields.ts';

export interface Transfer {
  /** Empty when a ResultWriter has none, which then only transforms. */
  readonly resource: string;
  readonly requestOf: (thread: Draft) => Request;
}

type Request =
  | { readonly ok: true; readonly parameters: JsonObject; readonly config: JsonObject }
  | { readonly ok: false; readonly cause: string };

type Name = 'ItemReader' | 'ResultWriter';

const configNames = { ItemReader: 'ReaderConfig', ResultWriter: 'WriterConfig' };
const valueNames = { ItemReader: 'itemReader', ResultWriter: 'resultWriter' };

export function readerSteps(
  field: Field<ObjectNode> | undefined,
  language: QueryLanguage,
  name: Name,
): { readonly steps: readonly Step[]; readonly transfer: Transfer | undefined } {
  if (!field) return { steps: [], transfer: undefined };
  const node = field.value;
  const resource = valueOf(node, 'Resource');
  const configNode = valueOf(node, configNames[name]);
  const config = configNode?.kind === 'object' ? configNode : undefined;
  const templateName = language === 'JSONata' ? 'Arguments' : 'Parameters';
  const template = valueOf(node, templateName);
  const maxItems = config && valueOf(config, 'MaxItems');
  const maxItemsPath = config && valueOf(config, 'MaxItemsPath');
  const steps = nestedField(
    name,
    language,
    {
      limits: { MaxItems: maxItems && toJson(maxItems) },
      paths: { MaxItems: maxItemsPath && toJson(maxItemsPath) },
      template: template && toJson(template),
      templateName,
    },
    valueNames[name],
  );
  const plain = config ? (toJson(config) as JsonObject) : {};
  return {
    steps,
    transfer: {
      resource: resource?.kind === 'string' ? resource.value : '',
      requestOf: (thread) =>
        requestOf(
          member(thread.values, valueNames[name]) as FieldValues,
          plain,
          `${name}/${templateName}`,
        ),
    },
  };
}

function requestOf(
  { limits, template = {} }: FieldValues,
  config: JsonObject,
  field: string,
): Request {
  if (!isObject(template)) {
    const cause = `The field ${field} must be an object, not ${JSON.stringify(template)}`;
    return { ok: false, cause };
  }
  const { MaxItems } = limits;
  if (MaxItems === undefined) return { ok: true, parameters: template, config };
  if (!Number.isInteger(MaxItems) || Number(MaxItems) < 0) {
    return { ok: false, cause: 'field MaxItems must be positive' };
  }
  const members = Object.entries(config).filter(([name]) => name !== 'MaxItemsPath');
  const rest = Object.fromEntries<Json>(members);
  return { ok: true, parameters: template, config: { ...rest, MaxItems } };
}
