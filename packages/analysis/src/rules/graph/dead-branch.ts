import { type ObjectNode, type Range, type SourceNode, toJson } from '@stepthrough/asl';
import type { Rule } from '../../rule.ts';

export const graphDeadBranch: Rule = {
  states: {
    Choice(state, report) {
      const seen = new Map<string, Range>();
      let always: Range | undefined;
      for (const { node, condition } of state.choices) {
        const head = { start: node.range.start, end: node.range.start + 1 };
        if (always) {
          report(head, 'This rule is never reached: an earlier rule always matches.', {
            tags: ['unnecessary'],
            related: [{ message: 'This rule always matches.', range: always }],
          });
          continue;
        }
        if (condition && isTrue(condition.value)) always = node.range;
        const test = testOf(node);
        const earlier = seen.get(test);
        if (earlier) {
          report(
            head,
            'An earlier rule of this Choice has the same condition, so this one never matches.',
            {
              tags: ['unnecessary'],
              related: [{ message: 'The earlier rule is here.', range: earlier }],
            },
          );
        } else if (test !== '{}') {
          seen.set(test, node.range);
        }
      }
    },
  },
};

function isTrue(node: SourceNode): boolean {
  if (node.kind === 'boolean') return node.value;
  return node.kind === 'string' && /^\{%\s*true\s*%\}$/.test(node.value);
}

/** What a rule tests, without what it does when it matches. */
function testOf(node: ObjectNode): string {
  const tests = node.properties.filter(({ key }) => !consequences.has(key.value));
  return JSON.stringify(
    Object.fromEntries(tests.map(({ key, value }) => [key.value, value ? toJson(value) : null])),
  );
}

const consequences = new Set(['Next', 'Assign', 'Output', 'Comment']);
