import type { Rule } from '../../rule.ts';

export const docRoot: Rule = {
  document({ root, text, problems }, report) {
    if (root?.kind === 'object' || root?.kind === 'placeholder') return;
    if (root === undefined && (problems.length > 0 || text.trim() === '')) return;
    report(
      root ?? { start: 0, end: text.length },
      'A state machine definition is an object with StartAt and States.',
      {
        aws: { message: 'Definition must be a valid JSON object', at: null },
      },
    );
  },
};
