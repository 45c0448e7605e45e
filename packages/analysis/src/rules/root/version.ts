import { valueOf } from '@stepthrough/asl';
import { awsWords } from '../../aws-words.ts';
import { replaceString } from '../../fixes.ts';
import { isOpen } from '../../nodes.ts';
import type { Rule } from '../../rule.ts';

export const rootVersion: Rule = {
  scope({ node, kind }, report, { document }) {
    const version = kind === 'machine' ? valueOf(node, 'Version') : undefined;
    if (!version || isOpen(version) || (version.kind === 'string' && version.value === '1.0'))
      return;
    report(version, 'Version must be the string "1.0"; it is the version of the States Language.', {
      aws: { message: awsWords.oneOf(['1.0'], version) },
      fixes: [replaceString(document, version, '1.0', 'Write "1.0"')],
    });
  },
};
