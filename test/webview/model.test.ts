import { graphOf, parse, stateTypes, syntaxOf } from '@stepthrough/asl';
import { emptyModel, reduce, statesOf } from '@stepthrough/webview/model';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const samples = join(import.meta.dirname, '../../samples/order-fulfilment');

type Model = typeof emptyModel;

function show(model: Model, text: string, syntax: 'json' | 'yaml'): Model {
  return reduce(model, { type: 'document', text, syntax, version: 1, name: 'm' });
}

describe('the picture', () => {
  for (const name of ['order.asl.json', 'order.asl.yaml']) {
    it(`is never blank while ${name} is typed again, and says when it is old`, () => {
      const text = readFileSync(join(samples, name), 'utf8');
      const syntax = syntaxOf(name);
      let model = show(emptyModel, text, syntax);
      for (let length = 1; length <= text.length; length += 13) {
        const typed = text.slice(0, length);
        const before: Model = model;
        model = show(model, typed, syntax);
        const document = parse(typed, syntax);
        const isReadable = document.problems.length === 0 && graphOf(document) !== undefined;
        expect(model.graph, typed.slice(-40)).toBeDefined();
        expect(model.stale === undefined, typed.slice(-40)).toBe(isReadable);
        if (!isReadable) expect(model.graph).toBe(before.graph);
      }
      model = show(model, text, syntax);
      expect(model.stale).toBeUndefined();
      expect(model.graph && [...statesOf(model.graph)]).toHaveLength(syntax === 'json' ? 15 : 14);
    });
  }

  it('is that of a new machine when the text is emptied', () => {
    const full = show(emptyModel, '{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}', 'json');
    expect(show(full, '  \n', 'json')).toMatchObject({ graph: undefined, stale: undefined });
  });
});

describe('the selection', () => {
  const text = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}';

  it('goes to a state that was asked for, as soon as the text holds it', () => {
    const asked = reduce(show(emptyModel, text, 'json'), { type: 'expect', state: 'B' });
    expect(asked.selected).toBeUndefined();
    expect(show(asked, text.replace('{"A"', '{"B": {"Type": "Pass"}, "A"'), 'json').selected).toBe(
      'B',
    );
  });

  it('stays where it is when the edit is refused', () => {
    const asked = reduce(show(emptyModel, text, 'json'), { type: 'expect', state: 'B' });
    const refused = reduce(asked, { type: 'refused', message: 'no' });
    expect(refused).toMatchObject({ expected: undefined, refusal: 'no' });
  });
});

describe('the types of states', () => {
  it('are all drawn', () => {
    const states = Object.fromEntries(stateTypes.map((type) => [type, { Type: type }]));
    const model = show(emptyModel, JSON.stringify({ StartAt: 'Task', States: states }), 'json');
    expect(model.graph?.nodes.map(({ state }) => state.type)).toEqual([...stateTypes]);
  });
});
