import { describe, expect, it, onTestFinished } from 'vitest';
import type { DebugProtocol as P } from '@vscode/debugprotocol';
import { Driver } from './driver.ts';

const json = `{
  "Comment": "What it is for",
  "StartAt": "Ask",
  "States": {
    "Ask": {
      "Type": "Task",
      "Comment": "Asks someone",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {
        "FunctionName": "ask",
        "Payload.$": "$"
      },

      "Retry": [
        { "ErrorEquals": ["States.ALL"] }
      ],
      "Next": "Each"
    },
    "Each": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": { "Mode": "INLINE" },
        "StartAt": "One",
        "States": {
          "One": { "Type": "Pass", "Result": 1, "End": true }
        }
      },
      "End": true
    }
  }
}
`;

const yaml = `StartAt: Ask
States:
  # first
  Ask:
    Type: Wait
    Seconds: 5
    Next: Done
  Done:
    Type: Succeed
`;

describe('a breakpoint', () => {
  const rows: readonly (readonly [file: string, line: number, place: string])[] = [
    ['a.asl.json', 2, 'nowhere'],
    ['a.asl.json', 3, 'nowhere'],
    ['a.asl.json', 5, 'Ask at 5'],
    ['a.asl.json', 6, 'Ask at 5'],
    ['a.asl.json', 7, 'Ask at 5'],
    ['a.asl.json', 8, 'Ask ▸ Resource at 8'],
    ['a.asl.json', 9, 'Ask ▸ Parameters at 9'],
    ['a.asl.json', 11, 'Ask ▸ Parameters at 9'],
    ['a.asl.json', 13, 'Ask at 5'],
    ['a.asl.json', 15, 'Ask ▸ Retry at 14'],
    ['a.asl.json', 17, 'Ask ▸ Next at 17'],
    ['a.asl.json', 20, 'Each at 19'],
    ['a.asl.json', 23, 'Each ▸ ItemProcessor at 21'],
    ['a.asl.json', 25, 'One at 25'],
    ['a.asl.json', 31, 'nowhere'],
    ['a.asl.json', 400, 'nowhere'],
    ['a.asl.yaml', 1, 'nowhere'],
    ['a.asl.yaml', 3, 'nowhere'],
    ['a.asl.yaml', 4, 'Ask at 4'],
    ['a.asl.yaml', 5, 'Ask at 4'],
    ['a.asl.yaml', 6, 'Ask ▸ Seconds at 6'],
    ['a.asl.yaml', 7, 'Ask ▸ Next at 7'],
    ['a.asl.yaml', 9, 'Done at 8'],
  ];
  it.each(rows)('in %s on line %i stops at: %s', async (file, line, place) => {
    const [breakpoint] = await open().breakAt([line], file);
    expect(describePlace(breakpoint)).toBe(place);
  });

  it('with a column means the place on that line which begins before it', async () => {
    const line = 25;
    const columns = [11, 17, 40, 55];
    const set = await open().breakAt(
      columns.map((column) => ({ line, column })),
      'a.asl.json',
    );
    expect(set.map(({ message }) => message)).toEqual(['One', 'One', 'One ▸ Result', 'One ▸ End']);
  });

  it('outside of all states says where it could stand', async () => {
    const [breakpoint] = await open().breakAt([2], 'a.asl.json');
    expect(breakpoint).toEqual({
      verified: false,
      reason: 'failed',
      message:
        "No state is on this line: set the breakpoint on a state's name or one of its fields.",
    });
  });

  it('with a hit count that is none says what is understood', async () => {
    const [breakpoint] = await open().breakAt([{ line: 5, hitCondition: 'often' }], 'a.asl.json');
    expect(breakpoint?.message).toBe(
      'The hit count "often" is not understood: write a number, or one of >, >=, <, <=, %, = before it.',
    );
  });

  it('in a file that is not there says so', async () => {
    const [breakpoint] = await open().breakAt([1], 'none.asl.json');
    expect(breakpoint?.message).toContain('none.asl.json cannot be read');
  });

  it('can stand at the columns that breakpointLocations tells', async () => {
    const driver = open();
    const body = await driver.client.request<P.BreakpointLocationsResponse>('breakpointLocations', {
      source: { path: driver.path('a.asl.json') },
      line: 25,
    });
    expect(body.breakpoints.map(({ line, column }) => [line, column])).toEqual([
      [25, 11],
      [25, 36],
      [25, 49],
    ]);
  });
});

function open(): Driver {
  const driver = new Driver({ 'a.asl.json': json, 'a.asl.yaml': yaml });
  onTestFinished(() => {
    driver.dispose();
  });
  return driver;
}

function describePlace(breakpoint: P.Breakpoint | undefined): string {
  return breakpoint?.verified ? `${breakpoint.message} at ${breakpoint.line}` : 'nowhere';
}
