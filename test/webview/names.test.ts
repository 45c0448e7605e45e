/** States of any name have a place in the picture, as those of ordinary names. */
import { graphOf, parse } from '@stepthrough/asl';
import ELK from 'elkjs';
import { describe, expect, it } from 'vitest';
import { Layouter } from '@stepthrough/webview/layout';
import { anyNames } from '../names.ts';

const machine = (name: string) => ({
  StartAt: name,
  States: {
    [name]: { Type: 'Pass', Next: `${name}2` },
    [`${name}2`]: {
      Type: 'Map',
      ItemProcessor: { StartAt: name, States: { [name]: { Type: 'Pass', End: true } } },
      Next: 'Last',
    },
    Last: { Type: 'Succeed' },
  },
});

describe.each(anyNames)('a name %s', (name) => {
  it('is laid out', async () => {
    const graph = graphOf(parse(JSON.stringify(machine(name)), 'json'));
    if (!graph) throw new Error('There is no graph.');
    const elk = new ELK();
    const layouter = new Layouter((each) => elk.layout(each));
    const { layout } = await layouter.layout(graph, new AbortController().signal);
    const boxes = JSON.stringify([...layout.boxes.keys()]).replaceAll(name, 'NAME');
    expect(JSON.parse(boxes)).toEqual(expect.arrayContaining(['NAME', 'NAME2', 'Last']));
    expect(layout.routes.size).toBeGreaterThan(0);
    expect(layout.inner.get(`${name}2`)).toHaveLength(1);
  });
});
