/** What the page sends for what the author does: one wish each, with the version that was looked at. */
import { emptyModel, reduce } from '@stepthrough/webview/model';
import type { FromDesigner } from '@stepthrough/protocol';
import { isFromDesigner } from '@stepthrough/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const sent: unknown[] = [];
vi.stubGlobal('acquireVsCodeApi', () => ({
  postMessage: (message: unknown) => sent.push(message),
  getState: () => undefined,
  setState: () => undefined,
}));
const { makeActions } = await import('../../webview/src/actions.ts');

const text = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Choice", "Choices": [{ "Variable": "$.v", "IsPresent": true, "Next": "B" }], "Default": "C" },
    "B": { "Type": "Pass", "Next": "C" },
    "C": { "Type": "Succeed" }
  }
}`;

type Action = Parameters<typeof reduce>[1];

/** A page that shows a text, and what is done on it. */
function page(shown = text) {
  let model = reduce(emptyModel, {
    type: 'document',
    text: shown,
    syntax: 'json',
    version: 7,
    name: 'm',
  });
  const opened: unknown[] = [];
  const dispatch = (action: Action): void => {
    model = reduce(model, action);
  };
  const actions = makeActions(
    () => model,
    dispatch,
    (overlay, version) => {
      opened.push([overlay, version]);
    },
  );
  return { actions, dispatch, opened, model: () => model };
}

type Edit = Extract<FromDesigner, { type: 'edit' }>;
const operations = (): unknown[] => sent.map((message) => (message as Edit).operation);

beforeEach(() => {
  sent.length = 0;
});

describe('an action on the text', () => {
  it.each<
    readonly [
      what: string,
      act: (actions: ReturnType<typeof makeActions>) => void,
      operation: Edit['operation'],
    ]
  >([
    [
      'rename',
      ({ rename }) => {
        rename('B', 'Z');
      },
      { kind: 'renameState', id: 'B', name: 'Z' },
    ],
    [
      'duplicate, under a free name',
      ({ duplicate }) => {
        duplicate('B');
      },
      { kind: 'duplicateState', id: 'B', name: 'B 2' },
    ],
    [
      'remove',
      ({ remove }) => {
        remove('B');
      },
      { kind: 'deleteState', id: 'B' },
    ],
    [
      'a new state, under a free name',
      ({ addState }) => {
        const on = { kind: 'next', from: 'B', index: 0 } as const;
        const request = { scope: '', on, x: 1, y: 2 };
        addState(request, { name: 'B', type: 'Pass', fields: undefined });
      },
      {
        kind: 'addState',
        scope: '',
        name: 'B 2',
        type: 'Pass',
        on: { kind: 'next', from: 'B', index: 0 },
      },
    ],
    [
      'a new state, under a name that is wanted',
      ({ addState }) => {
        const request = { scope: '', on: undefined, name: 'B', x: 1, y: 2 };
        addState(request, { name: 'Wait', type: 'Wait', fields: { Seconds: 1 } });
      },
      { kind: 'addState', scope: '', name: 'B', type: 'Wait', fields: { Seconds: 1 } },
    ],
    [
      'connect',
      ({ connect }) => {
        connect('A', 'B');
      },
      { kind: 'connect', id: 'A', to: 'B' },
    ],
    [
      'connect to the end',
      ({ connect }) => {
        connect('B', undefined);
      },
      { kind: 'connect', id: 'B', to: undefined },
    ],
    [
      'a rule',
      ({ addRule }) => {
        addRule('A');
      },
      { kind: 'addRule', id: 'A' },
    ],
    [
      'an item',
      ({ addItem }) => {
        addItem('B', 'Catch');
      },
      { kind: 'addItem', id: 'B', field: 'Catch' },
    ],
    [
      'an item gone',
      ({ removeItem }) => {
        removeItem('A', 'Choices', 3);
      },
      { kind: 'removeItem', id: 'A', field: 'Choices', index: 3 },
    ],
    [
      'items that change places',
      ({ swapItems }) => {
        swapItems('A', 'Choices', [0, 2]);
      },
      { kind: 'swapItems', id: 'A', path: ['Choices'], indexes: [0, 2] },
    ],
    [
      'a field',
      ({ setField }) => {
        setField('B', ['Comment'], 'why');
      },
      { kind: 'setField', id: 'B', path: ['Comment'], value: 'why' },
    ],
    [
      'a field gone',
      ({ removeField }) => {
        removeField('B', ['Comment']);
      },
      { kind: 'removeField', id: 'B', path: ['Comment'] },
    ],
  ])('%s is one wish', (_what, act, operation) => {
    const { actions } = page();
    act(actions);
    const edits = sent.filter((message) => (message as FromDesigner).type === 'edit');
    expect(edits).toMatchObject([{ type: 'edit', operation, version: 7 }]);
    expect(sent.every(isFromDesigner)).toBe(true);
  });

  it('leads a transition of the graph elsewhere by where it is written alone', () => {
    const { actions, model } = page();
    const transition = model().graph?.transitions.find(({ kind }) => kind === 'choice');
    if (transition) actions.reconnect('', transition, 'C');
    expect(operations()).toEqual([
      {
        kind: 'reconnect',
        scope: '',
        transition: { kind: 'choice', from: 'A', index: 0 },
        to: 'C',
      },
    ]);
    expect(sent.every(isFromDesigner)).toBe(true);
  });

  it.each(['start', 'next', 'choice', 'default'] as const)(
    'takes a transition of the kind %s away by its edge, and selects no edge then',
    (kind) => {
      const { actions, model } = page();
      const transition = model().graph?.transitions.find((each) => each.kind === kind);
      const { from = '', index = 0 } = transition ?? {};
      const edge = `|${kind}:${from}:${index}`;
      actions.selectEdge(edge);
      sent.length = 0;
      actions.removeTransition(edge);
      expect(operations()).toEqual([
        { kind: 'removeTransition', scope: '', transition: { kind, from, index } },
      ]);
      expect(model().selectedEdge).toBeUndefined();
    },
  );

  it('of an edge or a state that is not there is none', () => {
    const { actions } = page();
    actions.removeTransition('|next:Gone:0');
    actions.duplicate('Gone');
    actions.remove('Gone');
    expect(sent).toEqual([]);
  });

  it('counts its edits', () => {
    const { actions } = page();
    actions.addRule('A');
    actions.refuse('no');
    actions.addRule('A');
    const [first, second] = sent.map((message) => (message as Edit).edit);
    expect(second).toBe((first ?? 0) + 2);
  });

  it('speaks of the version that was looked at, until it is done', () => {
    const { actions, opened } = page();
    actions.at(3, () => {
      actions.addRule('A');
      actions.open({ kind: 'find' });
    });
    actions.addRule('A');
    actions.open({ kind: 'keys' });
    expect(sent.map((message) => (message as Edit).version)).toEqual([3, 7]);
    expect(opened).toEqual([
      [{ kind: 'find' }, 3],
      [{ kind: 'keys' }, 7],
    ]);
    expect(() => {
      actions.at(3, () => {
        throw new Error('no');
      });
    }).toThrow('no');
    expect(actions.version()).toBe(7);
    actions.addRule('A');
    expect((sent.at(-1) as Edit).version).toBe(7);
  });

  it('is not sent while the text cannot be read, and says so', () => {
    const { actions, dispatch, model } = page();
    dispatch({ type: 'document', text: `${text}}`, syntax: 'json', version: 8, name: 'm' });
    actions.rename('B', 'Z');
    actions.remove('B');
    expect(sent).toEqual([]);
    expect(model().expected).toBeUndefined();
    expect(model().refusal).toBe(
      'The text cannot be read right now. Repair it, and the designer edits again.',
    );
  });
});

describe('what is selected', () => {
  it('is the state that comes, once it is there', () => {
    const { actions, model } = page();
    actions.rename('B', 'Z');
    expect(model().expected).toBe('Z');
    actions.duplicate('C');
    expect(model().expected).toBe('C 2');
  });

  it('is what followed a state that goes, or else what led to it', () => {
    const { actions, model } = page();
    actions.remove('B');
    expect(model().selected).toBe('C');
    actions.remove('C');
    expect(model().selected).toBe('A');
  });
});
