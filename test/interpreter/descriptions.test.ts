/** What is told of an execution while it runs and when it is over, and what its children run. */
import { describe, expect, it } from 'vitest';
import type { Json } from '@stepthrough/asl';
import { childProgram, describeExecution, redriveStatusOf, start } from '@stepthrough/interpreter';
import { Snapshot } from '../../packages/interpreter/src/snapshot.ts';
import { drive, driveProgram, optionsOf, programOf } from './drive.ts';

const end = { End: true };
const { at } = optionsOf({});
const scope = (States: { readonly [name: string]: Json }) => ({
  StartAt: Object.keys(States)[0] ?? '',
  States,
});

describe('the program of a child', () => {
  const processor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    ...scope({ I: { Type: 'Wait', Seconds: 9, ...end } }),
  };
  const inner = scope({ M: { Type: 'Map', ItemProcessor: processor, ...end } });
  const branches = [scope({ A: { Type: 'Pass', ...end } }), inner];
  const program = programOf({
    TimeoutSeconds: 5,
    ...scope({ P: { Type: 'Parallel', Branches: branches, ...end } }),
  });

  it.each(['M', 'P/Branches/1/M'])(
    'runs the processor of %s without the machine’s time',
    (name) => {
      const id = program.states.find((state) => state.name === 'M')?.id ?? '';
      const child = childProgram(program, name === 'M' ? name : id);
      expect(child.timeoutSeconds).toBe(undefined);
      const begun = start(child, optionsOf(1));
      expect(begun.snapshot.threads.get('main')?.state).toBe('I');
      expect(begun.effects).toEqual([]);
    },
  );

  it.each(['A', 'I', 'nowhere'])('is none of %s', (name) => {
    expect(() => childProgram(program, name)).toThrow(
      new RangeError(`${name} is no distributed Map state of this program.`),
    );
  });
});

describe('S28 DescribeExecution', () => {
  const machine = scope({ W: { Type: 'Wait', Seconds: 2, ...end } });

  it('of a running execution has no end, and of one that was redriven when that was', () => {
    const running = start(programOf(machine), optionsOf({})).snapshot;
    const description = describeExecution(running, at);
    expect(description).not.toHaveProperty('stopDate');
    expect(description).not.toHaveProperty('redriveDate');
    expect(description).toMatchObject({
      ...{ status: 'RUNNING', redriveStatus: 'NOT_REDRIVABLE' },
      redriveStatusReason: 'Execution is RUNNING and cannot be redriven',
    });
    const { course, lastEventId, effectCount, turns } = running;
    const facts = { ...course.facts, redrivenAt: at + 1500 };
    const again = new Snapshot({ ...course, facts }, running, lastEventId, effectCount, turns);
    expect(describeExecution(again, at).redriveDate).toBe(at / 1000 + 1.5);
  });

  it.each([
    [24_998, undefined],
    [24_999, 'Execution history event limit exceeded'],
    [25_000, 'Execution history event limit exceeded'],
  ])('S27 after %i events a redrive is refused for: %s', async (events, reason) => {
    const { last } = await drive(scope({ F: { Type: 'Fail' } }), {});
    const { course, effectCount, turns } = last;
    const full = new Snapshot(course, last, events, effectCount, turns);
    expect(redriveStatusOf(full, last.now)).toEqual(
      reason === undefined
        ? { redriveStatus: 'REDRIVABLE' }
        : { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason },
    );
  });

  it.each([
    [999, undefined],
    [1000, 'Execution has exceeded the max redrive count'],
  ])('S27 after %i redrives one more is refused for: %s', async (redriveCount, reason) => {
    const definition = programOf(scope({ F: { Type: 'Fail' } }));
    const { last } = await driveProgram(definition, { ...optionsOf({}), redriveCount });
    expect(redriveStatusOf(last, last.now)).toEqual({
      redriveStatus: reason === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      ...(reason !== undefined && { redriveStatusReason: reason }),
    });
  });
});
