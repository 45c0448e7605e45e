import {
  type Field,
  hasOpenKeys,
  isIntegration,
  type ObjectNode,
  propertyOf,
  type QueryLanguage,
  readResource,
  valueOf,
} from '@stepthrough/asl';
import { limits, valuesIn } from '@stepthrough/catalog';
import { member, nearest } from '@stepthrough/json';
import { awsWords } from '../../aws-words.ts';
import { replaceString, type Written } from '../../fixes.ts';
import { has, isOpen } from '../../nodes.ts';
import { checkNumber } from '../../numbers.ts';
import type { Report, Rule } from '../../rule.ts';

export const mapItemReader: Rule = {
  states: {
    Map(state, report, { language, document }) {
      const reader = state.itemReader;
      if (!reader || hasOpenKeys(reader.value)) return;
      const resource = checkResource(reader, report);
      const config = valueOf(reader.value, 'ReaderConfig');
      const reads =
        config?.kind === 'object'
          ? readConfig(config, report, document, language(state))
          : undefined;
      if (config?.kind === 'object' && resource) checkUses(config, resource.required, report);
      const field = language(state) === 'JSONata' ? 'Arguments' : 'Parameters';
      const request = valueOf(reader.value, field);
      if (!request && resource) {
        report(
          reader.key,
          `ItemReader needs ${field} that say where to read: Bucket and ${resource.required === 'Key' ? 'Key' : 'Prefix'}.`,
          {
            aws: { message: `These fields are required: [${field}]`, at: reader.value.range },
          },
        );
      }
      if (request?.kind !== 'object' || !resource || hasOpenKeys(request)) return;
      for (const name of [
        'Bucket',
        ...(resource.required === 'Key' && reads !== 'ATHENA_DATA' ? ['Key'] : []),
      ]) {
        if (has(request, name) || has(request, `${name}.$`)) continue;
        report(propertyOf(reader.value, field)?.key ?? request, `Reading from S3 needs ${name}.`, {
          severity: 'warning',
        });
      }
    },
  },
};

const resources: { readonly [action: string]: 'Key' | 'Prefix' } = {
  's3:getObject': 'Key',
  's3:listObjectsV2': 'Prefix',
};

function checkResource(
  { key, value }: Field<ObjectNode>,
  report: Report,
): { required: 'Key' | 'Prefix' } | undefined {
  const resource = valueOf(value, 'Resource');
  if (!resource) {
    report(
      key,
      'ItemReader needs a Resource: arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2.',
      {
        aws: { message: 'These fields are required: [Resource]', at: value.range },
      },
    );
    return undefined;
  }
  if (isOpen(resource)) return undefined;
  const named = resource.kind === 'string' ? readResource(resource.value) : undefined;
  const isPlain = named && isIntegration(named) && named.pattern === 'requestResponse';
  const required = isPlain ? member(resources, named.integration) : undefined;
  if (required) return { required };
  report(
    resource,
    'An ItemReader reads from arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2.',
    { aws: { message: `The field 'Resource' does not match any of the allowed values` } },
  );
  return undefined;
}

/** Checks a ReaderConfig and tells its ManifestType. */
function readConfig(
  config: ObjectNode,
  report: Report,
  document: Written,
  language: QueryLanguage,
): string | undefined {
  for (const [name, allowed] of valuesIn('readerConfig')) {
    const value = valueOf(config, name);
    if (!value || isOpen(value) || (value.kind === 'string' && allowed.includes(value.value)))
      continue;
    const closest = value.kind === 'string' ? nearest(value.value, allowed) : undefined;
    report(value, `${name} must be one of ${allowed.join(', ')}.`, {
      fixes: closest ? [replaceString(document, value, closest, `Write ${closest}`)] : [],
      aws: { message: awsWords.oneOf(allowed, value) },
    });
  }
  const location = valueOf(config, 'CSVHeaderLocation');
  if (location?.kind === 'string' && location.value === 'GIVEN' && !has(config, 'CSVHeaders')) {
    report(location, 'CSVHeaderLocation GIVEN needs CSVHeaders, the list of column names.', {
      aws: { message: 'These fields are required: [CSVHeaders]', at: config.range },
    });
  }
  const pointer = valueOf(config, 'ItemsPointer');
  if (pointer?.kind === 'string' && !isOpen(pointer) && !/^(?:\/[^/]*)*$/.test(pointer.value)) {
    report(pointer, 'ItemsPointer is a JSON Pointer such as /orders/items.');
  }
  checkNumber(
    config,
    'MaxItems',
    { min: 0, max: limits.mapItems, jsonata: language === 'JSONata' },
    report,
  );
  const path = propertyOf(config, 'MaxItemsPath');
  if (path && has(config, 'MaxItems')) {
    report(path.key, 'ReaderConfig has MaxItems or MaxItemsPath, not both.', {
      aws: { message: awsWords.onlyOne(['MaxItems', 'MaxItemsPath']), at: config.range },
    });
  }
  const manifest = valueOf(config, 'ManifestType');
  return manifest?.kind === 'string' ? manifest.value : undefined;
}

interface Uses {
  readonly name: string;
  /** The values of other fields with which this one has no use. */
  readonly against: { readonly [field: string]: readonly string[] };
  readonly message: string;
}

const uses: readonly Uses[] = [
  {
    name: 'CSVHeaders',
    against: { CSVHeaderLocation: ['FIRST_ROW'] },
    message: 'CSVHeaders has no use with CSVHeaderLocation FIRST_ROW; it belongs to GIVEN.',
  },
  {
    name: 'ItemsPointer',
    against: { InputType: ['CSV', 'JSONL', 'PARQUET', 'MANIFEST'] },
    message: 'ItemsPointer points into JSON; the InputType here is another.',
  },
  {
    name: 'CSVHeaderLocation',
    against: { InputType: ['JSON', 'JSONL', 'PARQUET'] },
    message: 'CSVHeaderLocation is for CSV; the InputType here is another.',
  },
  {
    name: 'CSVDelimiter',
    against: { InputType: ['JSON', 'JSONL', 'PARQUET'] },
    message: 'CSVDelimiter is for CSV; the InputType here is another.',
  },
  {
    name: 'InputType',
    against: { ManifestType: ['S3_INVENTORY'] },
    message: 'A manifest of S3 Inventory is always CSV and has no InputType.',
  },
];

/** Fields that contradict each other, or are missing beside others; AWS may take some of them. */
function checkUses(config: ObjectNode, action: 'Key' | 'Prefix', report: Report): void {
  const valueIn = (name: string): string | undefined => {
    const value = valueOf(config, name);
    return value?.kind === 'string' ? value.value : undefined;
  };
  const warn = { severity: 'warning' } as const;
  for (const { name, against, message } of uses) {
    const property = propertyOf(config, name);
    if (!property || (name === 'InputType' && valueIn(name) === 'MANIFEST')) continue;
    const isAgainst = Object.entries(against).some(([field, values]) =>
      values.includes(valueIn(field) ?? ''),
    );
    if (!isAgainst) continue;
    // Of the pairs this one was measured.
    const isRefused = name === 'CSVHeaderLocation' && valueIn('InputType') === 'JSON';
    report(
      property.key,
      message,
      isRefused ? { aws: { message: awsWords.unsupported(name), at: config.range } } : warn,
    );
  }
  const type = propertyOf(config, 'InputType');
  const isFlattened = valueIn('Transformation') === 'LOAD_AND_FLATTEN';
  if (type && action === 'Prefix' && !isFlattened) {
    report(
      type.key,
      'InputType is for s3:getObject, or for Transformation LOAD_AND_FLATTEN.',
      warn,
    );
  }
  if (!type && action === 'Key' && !has(config, 'ManifestType') && !hasOpenKeys(config)) {
    const head = { start: config.range.start, end: config.range.start + 1 };
    report(head, 'ReaderConfig needs InputType, the format of the object.', warn);
  }
  if (
    type &&
    valueIn('InputType') === 'CSV' &&
    !has(config, 'CSVHeaderLocation') &&
    !has(config, 'ManifestType')
  ) {
    report(type.value ?? type.key, 'CSV needs CSVHeaderLocation: FIRST_ROW or GIVEN.', {
      aws: { message: `The field 'CSVHeaderLocation' is required`, at: config.range },
    });
  }
  if (valueIn('ManifestType') === 'ATHENA_DATA' && valueIn('InputType') === 'JSON') {
    report(type?.value ?? config, 'Athena writes CSV, JSONL or PARQUET.', warn);
  }
}
