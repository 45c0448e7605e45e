/** Small parts of the page: who takes the keyboard, which fields are shown, what is written where. */
import { parse, type State, stateById } from '@stepthrough/asl';
import { shownFields } from '@stepthrough/webview/fields';
import { FocusTargets } from '@stepthrough/webview/focus';
import { emptyModel, reduce } from '@stepthrough/webview/model';
import { problemAfter } from '@stepthrough/webview/problem-order';
import { writtenItems } from '@stepthrough/webview/written-items';
import { describe, expect, it } from 'vitest';

describe('the keyboard', () => {
  it('goes to the part that is meant, and nowhere while that is not shown', () => {
    const focus = new FocusTargets();
    const taken: string[] = [];
    const take = (part: string) => () => taken.push(part) > 0;
    expect(focus.to('canvas')).toBe(false);
    focus.register('canvas', take('canvas'));
    const hide = focus.register('name', take('name'));
    expect(focus.to('name')).toBe(true);
    expect(focus.to('canvas')).toBe(true);
    expect(focus.to('form')).toBe(false);
    hide();
    expect(focus.to('name')).toBe(false);
    expect(taken).toEqual(['name', 'canvas']);
  });

  it('goes to the part that has come last, also when the one before goes later', () => {
    const focus = new FocusTargets();
    const taken: string[] = [];
    const hide = focus.register('name', () => taken.push('first') > 0);
    focus.register('name', () => taken.push('second') > 0);
    hide();
    expect(focus.to('name')).toBe(true);
    expect(taken).toEqual(['second']);
  });

  it('is not taken by a part that cannot', () => {
    const focus = new FocusTargets();
    focus.register('form', () => false);
    expect(focus.to('form')).toBe(false);
  });
});

describe('the items of a list', () => {
  const stateOf = (choices: string): State => {
    const text = `{ "StartAt": "A", "States": { "A": { "Type": "Choice", "Choices": ${choices} } } }`;
    const { machine } = parse(text, 'json');
    const state = machine && stateById(machine, 'A');
    if (!state) throw new Error('There is no state.');
    return state;
  };
  const indexes = (choices: string): number[] => {
    const state = stateOf(choices);
    const rules = state.type === 'Choice' ? state.choices : [];
    return writtenItems(state, 'Choices', rules).map(({ index }) => index);
  };

  it('are counted as they are written, with what is no object', () => {
    expect(indexes('[]')).toEqual([]);
    expect(indexes('[{}, {}]')).toEqual([0, 1]);
    expect(indexes('["typing", {}, null, {}]')).toEqual([1, 3]);
    expect(indexes('{}')).toEqual([]);
  });
});

describe('the fields of a state', () => {
  const titles = (...written: string[]) =>
    Object.fromEntries(
      shownFields('Wait', 'JSONPath', new Set(written)).groups.map(({ title, shown, absent }) => [
        title,
        [shown.map(({ name }) => name), absent.map(({ name }) => name)],
      ]),
    );

  it('are those that are written, and those that are always offered', () => {
    const [shown] = titles('Seconds', 'InputPath')['Input'] ?? [];
    expect(shown).toEqual(['InputPath']);
    expect(titles('Seconds')['Input']?.[1]).toContain('InputPath');
    expect(titles('Seconds')['Configuration']?.[0]).toContain('Seconds');
  });

  it('that the type has not are others, but for those that have a part of their own', () => {
    const { others } = shownFields('Wait', 'JSONPath', new Set(['Next', 'Type', 'Colour']));
    expect(others).toEqual([{ name: 'Colour', kind: 'json', hint: '', values: undefined }]);
    expect(shownFields(undefined, 'JSONPath', new Set(['Colour'])).groups).toEqual([]);
  });

  it('offer a required field until it or its path is written', () => {
    const shown = (...written: string[]) =>
      shownFields('Fail', 'JSONPath', new Set(written)).groups.flatMap(({ shown: rows }) =>
        rows.map(({ name }) => name),
      );
    expect(shown()).toEqual(['Error', 'Cause']);
    expect(shown('ErrorPath')).toEqual(['Cause', 'ErrorPath']);
  });
});

describe('the next problem', () => {
  const text =
    '{ "StartAt": "A", "States": { "A": { "Type": "Pass", "Next": "B" }, "B": { "Type": "Pass", "Next": "C" }, "C": { "Type": "Succeed" } } }';
  const model = reduce(
    reduce(emptyModel, { type: 'document', text, syntax: 'json', version: 1, name: 'm' }),
    {
      type: 'problems',
      problems: ['"C": {', '"A": {'].map((at) => {
        const start = text.indexOf(at);
        return { severity: 'error', message: '', start, end: start + 5 };
      }),
    },
  );
  const after = (selected: string | undefined, step: 1 | -1): string | undefined =>
    model.graph && problemAfter(model.graph, { ...model, selected }, step);

  it('is the one behind what is selected in the text, and the first after the last', () => {
    expect(after(undefined, 1)).toBe('A');
    expect(after('A', 1)).toBe('C');
    expect(after('B', 1)).toBe('C');
    expect(after('C', 1)).toBe('A');
  });

  it('backwards, is the one before, and the last before the first', () => {
    expect(after(undefined, -1)).toBe('C');
    expect(after('C', -1)).toBe('A');
    expect(after('A', -1)).toBe('C');
  });

  it('is none where there are none', () => {
    expect(model.graph && problemAfter(model.graph, { ...model, problems: [] }, 1)).toBe(undefined);
  });
});
