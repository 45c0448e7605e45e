import type { ReactNode } from 'react';
import { toJson, valueOf } from '@stepthrough/asl';
import { useActions } from '../actions.ts';
import { Glyph } from '../glyph.tsx';
import { shownLabel } from '../layout/scope-nodes.ts';
import { useLive } from '../live.ts';
import { findNode, findTransition, type Model, statesOf } from '../model.ts';
import { kindOf } from '../words.ts';
import { FormBody } from './form-body.tsx';
import { Section } from './section.tsx';
import { StateForm } from './state-form.tsx';
import { TargetField } from './target-field.tsx';
import { ChoiceField, ValueField } from './value-field.tsx';

/** What is selected, as a form: a state, a transition, or the machine when nothing is. */
export function Inspector({ model }: { readonly model: Model }) {
  const state = findNode(model.graph, model.selected);
  const transition = findTransition(model.graph, model.selectedEdge);
  if (state) return <StateInspector {...state} model={model} key={state.node.id} />;
  if (transition)
    return <TransitionInspector {...transition} model={model} key={model.selectedEdge} />;
  if (!model.graph || model.graph.nodes.length === 0) return null;
  return <MachineInspector graph={model.graph} model={model} />;
}

type StateProps = NonNullable<ReturnType<typeof findNode>> & { readonly model: Model };

function StateInspector({ node, graph, model }: StateProps) {
  const { state, id } = node;
  const actions = useActions();
  const { problems } = useLive(id);
  const disabled = model.stale !== undefined;
  const tools = (
    <>
      <Tool
        icon="go-to-file"
        words="Show in the text (T)"
        onClick={() => {
          actions.reveal(id);
        }}
      />
      <Tool
        icon="copy"
        words="Duplicate (Ctrl+D)"
        disabled={disabled}
        onClick={() => {
          actions.duplicate(id);
        }}
      />
      <Tool
        icon="trash"
        words="Delete state (Del)"
        disabled={disabled}
        onClick={() => {
          actions.remove(id);
        }}
      />
    </>
  );
  return (
    <Frame
      label={`Fields of ${state.name}`}
      glyph={<Glyph type={state.type} />}
      title={state.name}
      detail={kindOf(state)}
      tools={tools}
    >
      {problems.map(({ message, severity }, index) => (
        <p key={index} className={`problem problem-${severity}`}>
          {message}
        </p>
      ))}
      <StateForm node={node} graph={graph} model={model} />
    </Frame>
  );
}

type TransitionProps = NonNullable<ReturnType<typeof findTransition>> & { readonly model: Model };

const transitionTitles = {
  start: 'Start',
  next: 'Next',
  end: 'End',
  choice: 'Choice rule',
  default: 'Default',
  catch: 'Catch',
} as const;

function TransitionInspector({ transition, graph, model }: TransitionProps) {
  const actions = useActions();
  const { kind, from } = transition;
  const source = findNode(model.graph, from)?.node;
  const disabled = model.stale !== undefined;
  const canRemove = kind !== 'start' && kind !== 'end';
  const tools = canRemove && (
    <Tool
      icon="trash"
      words="Delete transition (Del)"
      disabled={disabled}
      onClick={() => {
        if (model.selectedEdge !== undefined) actions.removeTransition(model.selectedEdge);
      }}
    />
  );
  return (
    <Frame
      label="Transition"
      glyph={<span className="glyph glyph-none codicon codicon-arrow-right" aria-hidden />}
      title={`${source?.state.name ?? 'Start'} → ${transition.target ?? 'End'}`}
      detail={transitionTitles[kind]}
      tools={tools}
    >
      <FormBody className="section">
        {transition.label !== '' && <p className="quote">{shownLabel(transition)}</p>}
        <TargetField label="Leads to" graph={graph} source={transition} disabled={disabled} />
        {source && (
          <button
            type="button"
            className="add"
            onClick={() => {
              actions.select(source.id);
            }}
          >
            <span className="codicon codicon-arrow-up" aria-hidden /> Go to {source.state.name}
          </button>
        )}
      </FormBody>
    </Frame>
  );
}

type MachineProps = { readonly graph: NonNullable<Model['graph']>; readonly model: Model };

function MachineInspector({ graph, model }: MachineProps) {
  const actions = useActions();
  const disabled = model.stale !== undefined;
  const { scope } = graph;
  const count = [...statesOf(graph)].length;
  const read = (name: string) => {
    const value = valueOf(scope.node, name);
    return value && toJson(value);
  };
  const field = (name: string, kind: 'text' | 'number', placeholder: string) => (
    <ValueField
      label={name}
      kind={kind}
      value={read(name)}
      placeholder={placeholder}
      disabled={disabled}
      onCommit={(value) => {
        actions.setField('', [name], value);
      }}
      onRemove={() => {
        actions.removeField('', [name]);
      }}
    />
  );
  return (
    <Frame
      label="Fields of the state machine"
      glyph={<span className="glyph glyph-none codicon codicon-type-hierarchy" aria-hidden />}
      title={model.name}
      detail={`State machine · ${count} ${count === 1 ? 'state' : 'states'}`}
      tools={null}
    >
      <FormBody className="section">
        {field('Comment', 'text', 'What this workflow is for')}
        <TargetField
          label="Start at"
          graph={graph}
          source={{ kind: 'start', from: '', index: 0 }}
          disabled={disabled}
        />
        <ChoiceField
          label="Query language"
          value={String(read('QueryLanguage') ?? '')}
          options={[
            ['', 'JSONPath (default)'],
            ['JSONPath', 'JSONPath'],
            ['JSONata', 'JSONata'],
          ]}
          disabled={disabled}
          onChoose={(value) => {
            if (value === '') actions.removeField('', ['QueryLanguage']);
            else actions.setField('', ['QueryLanguage'], value);
          }}
        />
        {field('TimeoutSeconds', 'number', 'No limit but that of AWS: one year')}
      </FormBody>
      <Section title="Hints">
        <p className="hint">
          Select a state to edit it. <kbd>A</kbd> adds a state, the arrow keys move along the flow,{' '}
          <kbd>?</kbd> lists all keys.
        </p>
        <p className="hint">
          Drag from the bottom of a state to connect it, or the arrow of an edge to lead it
          elsewhere.
        </p>
      </Section>
    </Frame>
  );
}

interface FrameProps {
  readonly label: string;
  readonly glyph: ReactNode;
  readonly title: string;
  readonly detail: string;
  readonly tools: ReactNode;
  readonly children: ReactNode;
}

function Frame({ label, glyph, title, detail, tools, children }: FrameProps) {
  return (
    <section className="inspector" aria-label={label}>
      <header className="inspector-header">
        {glyph}
        <div className="inspector-title">
          <small>{detail}</small>
          <h2 title={title}>{title}</h2>
        </div>
        {tools}
      </header>
      {children}
    </section>
  );
}

interface ToolProps {
  readonly icon: string;
  readonly words: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon, words, disabled = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={`icon codicon codicon-${icon}`}
      aria-label={words.replace(/ \(.*\)$/, '')}
      title={words}
      disabled={disabled}
      onClick={onClick}
    />
  );
}
