/** Lists in pages, at the edges of each rule. */
import { describe, expect, it } from 'vitest';
import { anApi, converse, inApi, invalid } from './conversation.ts';

describe('G32: a page', () => {
  it('holds 500 at most, and those after a position', async () => {
    const talk = await converse([anApi]);
    for (let i = 0; i < 501; i += 1) {
      await talk.ask('CreateModel', {
        ...inApi,
        name: `M${i}`,
        contentType: 'application/json',
        schema: '{}',
      });
    }
    const first = await talk.ask('GetModels', { ...inApi, limit: 501 });
    expect(first['items']).toHaveLength(500);
    const position = first['position'] ?? '';
    const rest = await talk.ask('GetModels', { ...inApi, position });
    expect(rest['items']).toHaveLength(3);
    expect(rest).not.toHaveProperty('position');
  });

  it.each([
    ['from 1', 1],
    ['from 2', 0],
    ['from 3', 0],
  ])('of two models that begins "%s" has %i', async (text, count) => {
    const talk = await converse([anApi]);
    const position = Buffer.from(text).toString('base64');
    const { items } = await talk.ask('GetModels', { ...inApi, position });
    expect(items).toHaveLength(count);
  });

  it.each(['from', 'from x', 'from 1 ', 'a from 1', 'from -1'])(
    'has a position: not "%s"',
    async (text) => {
      const talk = await converse([anApi]);
      const position = Buffer.from(text).toString('base64');
      await talk.sayWhole([
        ['GetModels', { ...inApi, position }, invalid('Invalid position parameter')],
        ['GetModels', { ...inApi, limit: -1 }, invalid('Invalid limit parameter')],
      ]);
    },
  );
});
