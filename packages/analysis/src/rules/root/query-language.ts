import { propertyOf, type SourceNode, valueOf } from '@stepthrough/asl';
import { nearest } from '@stepthrough/json';
import { awsWords } from '../../aws-words.ts';
import { removeProperty, replaceString, type Written } from '../../fixes.ts';
import { isOpen } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const rootQueryLanguage: Rule = {
  scope({ node, kind }, report, { document }) {
    const property = propertyOf(node, 'QueryLanguage');
    if (!property) return;
    if (kind === 'machine') {
      check(property.value, report, document);
      return;
    }
    report(
      property.key,
      'QueryLanguage belongs to the state machine or to a state, not to a branch or item processor.',
      {
        aws: { message: awsWords.unsupported('QueryLanguage'), at: node.range },
        fixes: [removeProperty(document, property, 'Remove QueryLanguage')],
      },
    );
  },
  state({ node }, report, { document }) {
    check(valueOf(node, 'QueryLanguage'), report, document);
  },
};

const languages = ['JSONPath', 'JSONata'];

function check(value: SourceNode | undefined, report: Report, document: Written): void {
  if (!value || isOpen(value) || (value.kind === 'string' && languages.includes(value.value)))
    return;
  const closest = value.kind === 'string' ? nearest(value.value, languages) : undefined;
  const hint = closest ? ` Did you mean ${closest}?` : '';
  report(value, `QueryLanguage must be "JSONPath" or "JSONata".${hint}`, {
    aws: { message: awsWords.oneOf(languages, value) },
    fixes: closest ? [replaceString(document, value, closest, `Write ${closest}`)] : [],
  });
}
