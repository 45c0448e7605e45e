import {
  mapResources,
  optimizedActions,
  type ServiceCatalog,
  suffixOf,
} from '@stepthrough/catalog';
import { CompletionItemKind } from 'vscode-languageserver';
import { plain } from '../markdown.ts';
import { calledBy } from '../called-by.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import type { Expectation } from './expectation.ts';
import { literal } from './state-choices.ts';

/** ARNs that a Resource can have: optimized actions, and those of AWS's SDK one part after the other. */
export function resourceChoices(
  services: ServiceCatalog,
  { value, file, offset }: Cursor,
  { parts }: Expectation,
): Choice[] {
  const part = parts.at(-1);
  if (part === 'itemReader' || part === 'resultWriter') {
    const field = part === 'itemReader' ? 'ItemReader' : 'ResultWriter';
    return Object.entries(mapResources)
      .filter(([, use]) => use === field)
      .map(([action]) => choice(`arn:aws:states:::${action}`));
  }
  const start = value?.range.start ?? offset;
  const typed = file.text.slice(start, offset).replace(/^["']/, '');
  const [, partition = 'aws', sdk] =
    /^arn:(aws[\w-]*):states:::aws-sdk:(?:(\w+):)?\w*$/.exec(typed) ?? [];
  const head = `arn:${partition}:states:::`;
  if (sdk !== undefined) {
    const service = services.sdkServices.get(sdk);
    return (service?.actions ?? []).map((action) =>
      choice(`${head}aws-sdk:${sdk}:${action}`, service?.title),
    );
  }
  if (typed.startsWith(`${head}aws-sdk:`)) {
    const offered = [...services.sdkServices.values()].filter(({ isRetired }) => !isRetired);
    return offered.map(({ name, title }) => ({
      ...choice(`${head}aws-sdk:${name}:`, title),
      asksMore: true,
    }));
  }
  return [
    ...optimizedActions.flatMap((action) => {
      const known = services.integration(action);
      return (known?.patterns ?? ['requestResponse' as const]).map((pattern) =>
        choice(`${head}${action}${suffixOf(pattern)}`, known?.doc),
      );
    }),
    { ...choice(`${head}aws-sdk:`, 'An action of any AWS service'), asksMore: true },
    {
      label: 'arn:aws:lambda:…:function:…',
      kind: CompletionItemKind.Snippet,
      detail: 'A Lambda function',
      insert: {
        as: 'value',
        value: 'arn:aws:lambda:${1:us-east-1}:${2:123456789012}:function:${3:name}',
      },
    },
    {
      label: 'arn:aws:states:…:activity:…',
      kind: CompletionItemKind.Snippet,
      detail: 'An activity',
      insert: {
        as: 'value',
        value: 'arn:aws:states:${1:us-east-1}:${2:123456789012}:activity:${3:name}',
      },
    },
  ];
}

function choice(arn: string, doc?: string): Choice {
  return {
    label: arn,
    kind: CompletionItemKind.Module,
    doc,
    insert: { as: 'value', value: literal(arn) },
    rank: 2,
  };
}

export function resourceDoc(services: ServiceCatalog, resource: string): string | undefined {
  const called = calledBy(services, resource);
  if (!called) return undefined;
  const { integration, pattern } = called;
  const { action, doc, docUrl, patterns } = integration;
  return [
    `**${action}**${plain(suffixOf(pattern))}`,
    doc,
    `Patterns: ${patterns.map((each) => suffixOf(each) || 'request response').join(', ')}`,
    `[AWS documentation](${docUrl})`,
  ].join('\n\n');
}
