/** What tells the tries of a state apart when the state around it is started again. */
import { describe, expect, it } from 'vitest';
import type { Json } from '@stepthrough/json';
import { drive } from './drive.ts';

const callback = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };
const scope = (States: { readonly [name: string]: Json }) => ({
  StartAt: Object.keys(States)[0] ?? '',
  States,
});
const branch = scope({ Ask: { ...callback, End: true } });
const again = [{ ErrorEquals: ['E'], MaxAttempts: 1, IntervalSeconds: 1 }];
const parallel = { Type: 'Parallel', Branches: [branch], Retry: again };

/** Tokens of the tries, of which the first fails, so that the one around it is tried again. */
async function tokensOf(definition: Json): Promise<readonly string[]> {
  const tokens: string[] = [];
  await drive(
    definition,
    {},
    {
      task: ({ taskToken }) => {
        tokens.push(taskToken);
        return tokens.length % 2 === 1 ? { error: 'E' } : { output: tokens.length };
      },
    },
  );
  return tokens;
}

describe('S32 each try has a token of its own', () => {
  it('after a retry in one visit, and in the next visit of the state around it', async () => {
    const tokens = await tokensOf(
      scope({
        P: { ...parallel, ResultPath: '$.tries', Next: 'More' },
        More: {
          Type: 'Choice',
          Choices: [{ Variable: '$.tries[0]', NumericLessThan: 4, Next: 'P' }],
          Default: 'End',
        },
        End: { Type: 'Succeed' },
      }),
    );
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens).size).toBe(4);
  });

  it('after a retry of the inner and of the outer of two states', async () => {
    const inner = scope({ I: { ...parallel, End: true } });
    const tokens: string[] = [];
    await drive(
      scope({ O: { ...parallel, Branches: [inner], End: true } }),
      {},
      {
        task: ({ taskToken }) => {
          tokens.push(taskToken);
          return tokens.length < 4 ? { error: 'E' } : { output: 1 };
        },
      },
    );
    expect(tokens).toHaveLength(4);
    expect(new Set(tokens).size).toBe(4);
  });
});
