import { type Json, toJson } from '@stepthrough/asl';
import type { ScopeGraph, StateNode } from '@stepthrough/asl';
import { send } from '../host.ts';
import { Glyph } from '../glyph.tsx';
import { type Model, problemsOf } from '../model.ts';
import { AddField } from './add-field.tsx';
import { Draft } from './draft.tsx';
import { JsonField } from './json-field.tsx';
import { NextField } from './next-field.tsx';

interface Props {
  readonly node: StateNode;
  readonly graph: ScopeGraph;
  readonly model: Model;
}

/** The fields of the selected state. What is typed becomes an edit on Enter or when the field is left. */
export function Inspector({ node, graph, model }: Props) {
  const { state, id } = node;
  const disabled = model.stale !== undefined;
  const problems = problemsOf(state, model.problems);
  const edit = (path: readonly string[], value: Json): void => {
    send({ type: 'edit', operation: { kind: 'setField', id, path, value } });
  };
  const others = state.node.properties.filter(({ key }) => !own.has(key.value));
  return (
    <aside className="inspector" aria-label={`Fields of ${state.name}`} key={id}>
      <h2>
        <Glyph type={state.type} />
        {state.type ?? 'State'}
        <button
          type="button"
          className="icon codicon codicon-go-to-file"
          aria-label="Show in the text"
          title="Show in the text"
          onClick={() => {
            send({ type: 'reveal', state: id });
          }}
        />
        <button
          type="button"
          className="icon codicon codicon-trash"
          aria-label="Delete state"
          title="Delete state"
          disabled={disabled}
          onClick={() => {
            send({ type: 'edit', operation: { kind: 'deleteState', id } });
          }}
        />
      </h2>
      {problems.map(({ message, severity }, index) => (
        <p key={index} className={`problem problem-${severity}`}>
          {message}
        </p>
      ))}
      <label>
        Name
        <Draft
          id="inspector-name"
          value={state.name}
          disabled={disabled}
          onCommit={(name) => {
            send({ type: 'edit', operation: { kind: 'renameState', id, name } });
          }}
        />
      </label>
      <label>
        Comment
        <Draft
          value={state.comment?.value ?? ''}
          disabled={disabled}
          onCommit={(comment) => {
            edit(['Comment'], comment);
          }}
        />
      </label>
      <NextField node={node} graph={graph} disabled={disabled} />
      {others.map(({ key, value }) => (
        <JsonField
          key={key.value}
          name={key.value}
          value={value ? toJson(value) : null}
          disabled={disabled}
          onCommit={(next) => {
            edit([key.value], next);
          }}
          onRemove={() => {
            send({ type: 'edit', operation: { kind: 'removeField', id, path: [key.value] } });
          }}
        />
      ))}
      <AddField
        state={state}
        disabled={disabled}
        onAdd={(name, value) => {
          edit([name], value);
        }}
      />
    </aside>
  );
}

/** Fields with a place of their own in the form. */
const own = new Set(['Type', 'Comment', 'Next', 'End', 'Branches', 'ItemProcessor', 'Iterator']);
