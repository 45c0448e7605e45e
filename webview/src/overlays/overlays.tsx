import { queryLanguageOf, queryLanguageOfScope, type ScopeGraph } from '@stepthrough/asl';
import { useMemo } from 'react';
import { type Actions, type Overlay } from '../actions.ts';
import { Glyph } from '../glyph.tsx';
import { findNode, type Model, statesOf } from '../model.ts';
import { kindOf } from '../words.ts';
import { KeysSheet } from './keys-sheet.tsx';
import { Menu, type MenuItem } from './menu.tsx';
import { paletteItems } from './palette-items.tsx';
import { Picker } from './picker.tsx';

interface Props {
  readonly overlay: Overlay;
  readonly model: Model;
  readonly actions: Actions;
  /** The version of the text on which the overlay was opened. */
  readonly version: number;
  readonly onClose: () => void;
  readonly onRename: () => void;
}

/** What stands over the canvas until it is answered or left. */
export function Overlays(props: Props) {
  switch (props.overlay.kind) {
    case 'palette':
      return <Palette {...props} overlay={props.overlay} />;
    case 'find':
      return <Find {...props} />;
    case 'connect':
      return <Connect {...props} overlay={props.overlay} />;
    case 'menu':
      return <StateMenu {...props} overlay={props.overlay} />;
    case 'keys':
      return <KeysSheet onClose={props.onClose} />;
  }
}

type Of<K extends Overlay['kind']> = Props & { readonly overlay: Extract<Overlay, { kind: K }> };

function Palette({ overlay: { request }, model, actions, version, onClose }: Of<'palette'>) {
  const language = model.graph ? queryLanguageOfScope(model.graph.scope) : 'JSONPath';
  const items = useMemo(() => paletteItems(language), [language]);
  return (
    <Picker
      label="Add a state"
      filterLabel="Filter state types"
      placeholder="Add a state or an action…"
      choices={items}
      at={request}
      onClose={onClose}
      onChoose={({ name, type, fields }) => {
        onClose();
        actions.at(version, () => {
          actions.addState(request, { name, type, fields });
        });
      }}
    />
  );
}

function Find({ model, actions, onClose }: Props) {
  const states = model.graph ? [...statesOf(model.graph)] : [];
  return (
    <Picker
      label="Find a state"
      filterLabel="Filter states"
      placeholder="Find a state by name or type…"
      choices={states.map(({ node }) => stateChoice(node))}
      onClose={onClose}
      onChoose={({ key }) => {
        onClose();
        actions.select(key);
      }}
    />
  );
}

function stateChoice({ id, state }: ScopeGraph['nodes'][number]) {
  const around = id.includes('/') ? ` · in ${id.slice(0, id.lastIndexOf('/'))}` : '';
  return {
    key: id,
    group: '',
    title: state.name,
    detail: kindOf(state) + around,
    icon: <Glyph type={state.type} />,
    keywords: `${state.type ?? ''} ${queryLanguageOf(state)}`,
  };
}

function Connect({ overlay: { id }, model, actions, version, onClose }: Of<'connect'>) {
  const found = findNode(model.graph, id);
  if (!found) return null;
  const { graph } = found;
  const from = found.node.state;
  const end = {
    key: '',
    group: '',
    title: 'End',
    detail: 'Ends this flow',
    icon: <span className="glyph glyph-none codicon codicon-circle-large-filled" aria-hidden />,
  };
  const canEnd = from.type !== 'Choice';
  return (
    <Picker
      label={`Where ${from.name} leads`}
      filterLabel="Filter states"
      placeholder={`${from.name} leads to…`}
      choices={[...graph.nodes.map(stateChoice), ...(canEnd ? [end] : [])]}
      onClose={onClose}
      onChoose={({ key }) => {
        onClose();
        actions.at(version, () => {
          actions.connect(id, key === '' ? undefined : key);
        });
      }}
    />
  );
}

function StateMenu({ overlay: { id, x, y }, model, actions, onClose, onRename }: Of<'menu'>) {
  const found = findNode(model.graph, id);
  if (!found) return null;
  const { node, graph } = found;
  const { state } = node;
  const disabled = model.stale !== undefined;
  const canLead = state.type !== 'Succeed' && state.type !== 'Fail';
  const hasBreakpoint = model.breakpoints.has(id);
  const isStart = graph.scope.startAt?.value === state.name;
  const kind = state.type === 'Choice' ? 'default' : 'next';
  const source = { kind, from: id, index: 0 } as const;
  const items: MenuItem[] = [
    {
      words: 'Add a state after',
      icon: 'add',
      keys: 'A',
      disabled: disabled || !canLead,
      run: () => {
        actions.open({ kind: 'palette', request: { scope: graph.id, on: source, x, y } });
      },
    },
    {
      words: 'Connect to…',
      icon: 'arrow-right',
      keys: 'C',
      disabled: disabled || !canLead,
      run: () => {
        actions.open({ kind: 'connect', id });
      },
    },
    {
      words: 'Start here',
      icon: 'play',
      keys: '',
      disabled: disabled || isStart,
      run: () => {
        actions.reconnect(graph.id, { kind: 'start', from: '', index: 0 }, id);
      },
    },
    { words: 'Rename', icon: 'edit', keys: 'F2', disabled, run: onRename },
    {
      words: 'Duplicate',
      icon: 'copy',
      keys: 'Ctrl D',
      disabled,
      run: () => {
        actions.duplicate(id);
      },
    },
    {
      words: 'Delete',
      icon: 'trash',
      keys: 'Del',
      disabled,
      run: () => {
        actions.remove(id);
      },
    },
    {
      words: hasBreakpoint ? 'Remove breakpoint' : 'Set breakpoint',
      icon: 'debug-breakpoint',
      keys: 'B',
      run: () => {
        actions.toggleBreakpoint(id);
      },
    },
    {
      words: 'Show in the text',
      icon: 'go-to-file',
      keys: 'T',
      run: () => {
        actions.reveal(id);
      },
    },
  ];
  return (
    <Menu label={`What to do with ${state.name}`} x={x} y={y} items={items} onClose={onClose} />
  );
}
