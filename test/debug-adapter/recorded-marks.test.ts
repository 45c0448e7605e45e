/** What a recording keeps while it goes on, is looked at elsewhere, and is intervened in. */
import { Recording } from '@stepthrough/debug-adapter';
import { describe, expect, it } from 'vitest';
import { pass, simulationOf } from './simulation.ts';

const recordingOf = (states: object): Recording =>
  new Recording(simulationOf(states, { input: {} }));

async function toEnd(recording: Recording): Promise<void> {
  while ((await recording.extend()).moved);
}

describe('the last position of a thread', () => {
  it('is the one at a mark or before it, also when the thread has ended', async () => {
    const recording = recordingOf({ A: pass('B'), B: pass() });
    expect(recording.lastPositionOf(undefined, -1)).toBeUndefined();
    await toEnd(recording);
    const [first] = recording.marks;
    const main = { execution: first?.execution ?? '', thread: 'main' };
    // A enter, A next, B enter, B next; then the execution and its thread end.
    const indices = [undefined, 0, 1, 2, 3, 3, 3];
    for (const thread of [undefined, main]) {
      const found = indices.map((_, at) => recording.lastPositionOf(thread, at - 1));
      expect(found).toEqual(
        indices.map((index) =>
          index === undefined ? undefined : { index, position: recording.marks[index] },
        ),
      );
    }
    const nowhere = { ...main, thread: 'main/0' };
    expect(recording.lastPositionOf(nowhere, 5)).toBeUndefined();
  });
});

describe('a recording', () => {
  it('has no marks before anything has happened', () => {
    const recording = recordingOf({ A: pass() });
    expect([recording.marks, recording.lastPosition(0)]).toEqual([[], undefined]);
    expect(recording.tallyAt(0)).toEqual({ states: [], transitions: [] });
  });

  it('goes on after everything recorded, wherever it is looked at, and has an end', async () => {
    const recording = recordingOf({ A: pass('B'), B: pass() });
    const worlds: number[] = [];
    for (;;) {
      recording.simulation.seek(0);
      const { moved, index } = await recording.extend();
      if (!moved) break;
      worlds.push(index);
    }
    expect(worlds).toEqual([...worlds.keys()].map((index) => index + 1));
    const texts = recording.marks.map((mark) =>
      mark.kind === 'position' ? `${mark.stateId} ${mark.phase}` : mark.kind,
    );
    const all = ['A enter', 'A next', 'B enter', 'B next', 'executionEnded', 'threadEnded'];
    expect(texts).toEqual(all);
    await recording.extend();
    expect(recording.marks).toHaveLength(all.length);
    // Beyond the last mark there is no more than at it.
    expect(recording.tallyAt(99)).toEqual(recording.tallyAt(all.length - 1));
  });

  it('shows at the present mark what an intervention has done, and at those before what was', async () => {
    const recording = recordingOf({ A: pass('B'), B: pass() });
    await toEnd(recording);
    const worlds = recording.marks.map(({ world }) => world);
    const present = worlds[2] ?? 0;
    recording.simulation.seek(present);
    const report = recording.intervene((simulation) => simulation.edit((world) => ({ ...world })));
    expect(report.index).toBe(present + 1);
    expect(recording.marks.map(({ world }) => world)).toEqual([...worlds.slice(0, 2), present + 1]);
    expect([0, 1, 2, 3].map((index) => recording.lastPosition(index))).toEqual([
      0,
      1,
      2,
      undefined,
    ]);
  });

  it('counts nothing of a future that an intervention has dropped', async () => {
    const recording = recordingOf({ A: pass('B'), B: pass('C'), C: pass() });
    await toEnd(recording);
    const statesAt = (index: number): readonly string[] =>
      recording.tallyAt(index).states.map(({ id, status }) => `${id} ${status}`);
    const last = recording.marks.length - 1;
    expect(statesAt(last)).toEqual(['A succeeded', 'B succeeded', 'C succeeded']);
    recording.simulation.seek(recording.marks[2]?.world ?? 0);
    const executionArn = recording.marks[0]?.execution ?? '';
    recording.intervene((simulation) =>
      simulation.call(1, {
        service: 'states',
        operation: 'StopExecution',
        request: { executionArn },
      }),
    );
    await toEnd(recording);
    expect(recording.marks.map(({ kind }) => kind).slice(3)).toEqual([
      'position',
      'executionEnded',
      'threadEnded',
    ]);
    expect(statesAt(recording.marks.length - 1)).toEqual(['A succeeded', 'B failed']);
  });

  it('keeps its marks where an intervention is made between two of them', async () => {
    const recording = recordingOf({ W: { Type: 'Wait', Seconds: 5, End: true } });
    await toEnd(recording);
    const worlds = recording.marks.map(({ world }) => world);
    const after = worlds.findIndex((world, index) => world - (worlds[index - 1] ?? world) > 1);
    const present = (worlds[after] ?? 0) - 1;
    recording.simulation.seek(present);
    recording.intervene((simulation) => simulation.edit((world) => ({ ...world })));
    expect(recording.marks.map(({ world }) => world)).toEqual(worlds.slice(0, after));
  });
});
