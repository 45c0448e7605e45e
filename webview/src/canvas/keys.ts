/** The keyboard of the canvas: one row a command, which the sheet of shortcuts shows too. */
import type { Actions } from '../actions.ts';
import { findNode, type Model } from '../model.ts';
import type { Direction } from './traverse.ts';
import type { View } from './view.ts';

interface KeyContext {
  readonly model: Model;
  readonly actions: Actions;
  readonly view: View;
  readonly go: (direction: Direction) => void;
  readonly nextProblem: (step: 1 | -1) => void;
  /** Moves the focus into the inspector. */
  readonly inspect: (field: 'name' | 'form') => void;
  readonly toggleSide: () => void;
}

interface KeyCommand {
  /** As `chordOf` writes them; the first one is shown. */
  readonly keys: readonly string[];
  readonly words: string;
  readonly group: 'Move' | 'Edit' | 'View' | 'Debug';
  readonly run: (context: KeyContext) => void;
}

const move = (keys: readonly string[], words: string, direction: Direction): KeyCommand => ({
  keys,
  words,
  group: 'Move',
  run: ({ go }) => {
    go(direction);
  },
});

/** Runs with the selected state; without one it does nothing. */
const onState = (
  group: KeyCommand['group'],
  keys: readonly string[],
  words: string,
  run: (context: KeyContext, id: string) => void,
): KeyCommand => ({
  keys,
  words,
  group,
  run: (context) => {
    if (context.model.selected !== undefined) run(context, context.model.selected);
  },
});

const view = (
  keys: readonly string[],
  words: string,
  run: (context: KeyContext) => void,
): KeyCommand => ({ keys, words, group: 'View', run });

export const keyCommands: readonly KeyCommand[] = [
  move(['ArrowDown'], 'Next state along the flow', 'next'),
  move(['ArrowUp'], 'State before', 'previous'),
  move(['ArrowLeft'], 'Neighbour at the left', 'left'),
  move(['ArrowRight'], 'Neighbour at the right', 'right'),
  move(['Alt+ArrowDown'], 'Into a Map or Parallel', 'into'),
  move(['Alt+ArrowUp'], 'Out of it', 'out'),
  move(['Home'], 'First state', 'first'),
  move(['End'], 'Last state', 'last'),
  {
    keys: [']'],
    words: 'Next problem',
    group: 'Move',
    run: ({ nextProblem }) => {
      nextProblem(1);
    },
  },
  {
    keys: ['['],
    words: 'Problem before',
    group: 'Move',
    run: ({ nextProblem }) => {
      nextProblem(-1);
    },
  },
  {
    keys: ['a', 'Insert'],
    words: 'Add a state after this one',
    group: 'Edit',
    run: ({ model, actions, view }) => {
      insertAfter(model, actions, view);
    },
  },
  onState('Edit', ['Enter'], 'Edit the fields', ({ inspect }) => {
    inspect('form');
  }),
  onState('Edit', ['F2'], 'Rename', ({ inspect }) => {
    inspect('name');
  }),
  onState('Edit', ['c'], 'Connect to another state', ({ actions }, id) => {
    actions.open({ kind: 'connect', id });
  }),
  onState('Edit', ['Ctrl+d'], 'Duplicate', ({ actions }, id) => {
    actions.duplicate(id);
  }),
  {
    keys: ['Delete', 'Backspace'],
    words: 'Delete the state or transition',
    group: 'Edit',
    run: ({ model, actions }) => {
      if (model.selected !== undefined) actions.remove(model.selected);
      else if (model.selectedEdge !== undefined) actions.removeTransition(model.selectedEdge);
    },
  },
  onState('Edit', ['t'], 'Show in the text', ({ actions }, id) => {
    actions.reveal(id);
  }),
  onState('Edit', ['Shift+F10', 'ContextMenu'], 'Menu of the state', ({ actions, view }, id) => {
    const card = view.cardOf(id);
    actions.open({ kind: 'menu', id, x: card?.left ?? 0, y: (card?.top ?? 0) + 40 });
  }),
  onState('Debug', ['b', 'F9'], 'Toggle the breakpoint', ({ actions }, id) => {
    actions.toggleBreakpoint(id);
  }),
  view(['f', 'Ctrl+f', '/'], 'Find a state', ({ actions }) => {
    actions.open({ kind: 'find' });
  }),
  view(['1'], 'Show everything', ({ view: { fit } }) => {
    fit();
  }),
  view(['0'], 'Actual size', ({ view: { zoomTo } }) => {
    zoomTo(1);
  }),
  view(['+', '='], 'Zoom in', ({ view: { zoomBy } }) => {
    zoomBy(1.25);
  }),
  view(['-'], 'Zoom out', ({ view: { zoomBy } }) => {
    zoomBy(0.8);
  }),
  view(['i'], 'Show or hide the inspector', ({ toggleSide }) => {
    toggleSide();
  }),
  view(['?'], 'This list', ({ actions }) => {
    actions.open({ kind: 'keys' });
  }),
  view(['Escape'], 'Select nothing', ({ actions }) => {
    actions.select(undefined);
  }),
];

/** Runs what a key stands for; gives whether it stands for anything. */
export function runKey(event: ChordEvent, context: KeyContext): boolean {
  const chord = chordOf(event);
  const command = keyCommands.find(({ keys }) => keys.includes(chord));
  command?.run(context);
  return command !== undefined;
}

interface ChordEvent {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** `Ctrl+d`; Cmd counts as Ctrl, and Shift only where the key itself does not show it. */
function chordOf({ key, ctrlKey, metaKey, altKey, shiftKey }: ChordEvent): string {
  const showsShift = key.length === 1;
  return [
    (ctrlKey || metaKey) && 'Ctrl',
    altKey && 'Alt',
    shiftKey && !showsShift && 'Shift',
    showsShift ? key.toLowerCase() : key,
  ]
    .filter(Boolean)
    .join('+');
}

/** On the transition that leaves the selected state, or at the start. */
export function insertAfter({ graph, selected }: Model, { open }: Actions, view: View): void {
  if (!graph) return;
  const found = findNode(graph, selected);
  const scope = found?.graph ?? graph;
  const from = found?.node.id ?? '';
  const out = scope.transitions.filter((t) => t.from === from && t.kind !== 'catch');
  const on = out.find(({ kind }) => kind === 'default') ?? out[0];
  const card = found && view.cardOf(from);
  const x = card ? card.left + card.width / 2 : window.innerWidth / 3;
  const y = card ? card.bottom : 80;
  open({ kind: 'palette', request: { scope: scope.id, on, x, y } });
}
