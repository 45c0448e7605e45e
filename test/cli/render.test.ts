import { describe, expect, it } from 'vitest';
import { stepthrough } from './stepthrough.ts';

describe('stepthrough render', () => {
  it('draws the sample for Markdown', async () => {
    const { code, stdout } = await stepthrough([
      'render',
      'samples/invoice-import/invoices.asl.yaml',
    ]);
    expect(code).toBe(0);
    expect(stdout).toBe(`flowchart TD
  s1((Start))
  subgraph s3["BookInvoices"]
    s4((Start))
    s6{"IsPayable"}
    s7["Book"]
    s8["Refuse"]
    s5((End))
    s4 --> s6
    s6 -->|"$number($states.input.amount) #gt; 0"| s7
    s6 -->|"Default"| s8
    s7 --> s5
    s8 --> s5
  end
  s9["TellPeople"]
  s10["NotBooked"]
  s11["Done"]
  s2((End))
  s1 --> s3
  s3 --> s11
  s3 -.->|"States.ExceedToleratedFailureThreshold"| s9
  s9 --> s10
  s10 --> s2
  s11 --> s2
`);
  });

  it.each([
    { args: ['render'], code: 2, says: /^Name the definition to draw\./ },
    { args: ['render', 'nowhere.json'], code: 1, says: /^nowhere\.json cannot be read/ },
    { args: ['render', 'package.json'], code: 1, says: /^package\.json has nothing to draw/ },
  ])('refuses $args in words', async ({ args, code, says }) => {
    const ended = await stepthrough(args);
    expect(ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
  });
});
