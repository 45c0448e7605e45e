import { queryLanguageOf, type ScopeGraph, type StateNode, toJson } from '@stepthrough/asl';
import { type ReactNode, useEffect, useRef } from 'react';
import { useActions } from '../actions.ts';
import { focusCanvas } from '../canvas/canvas.tsx';
import type { Model } from '../model.ts';
import { ChoiceRules } from './choice-rules.tsx';
import { Draft } from './draft.tsx';
import { ErrorHandling } from './error-handling.tsx';
import { type FieldRow, fieldGroups, ownFields } from './fields.ts';
import { InnerScopes } from './inner-scopes.tsx';
import { TargetField } from './target-field.tsx';
import { ChoiceField, FieldFrame, ValueField } from './value-field.tsx';

interface Props {
  readonly node: StateNode;
  readonly graph: ScopeGraph;
  readonly model: Model;
}

/** The fields of a state in groups. What is typed becomes an edit on Enter or when a field is left. */
export function StateForm({ node, graph, model }: Props) {
  const { state, id } = node;
  const actions = useActions();
  const disabled = model.stale !== undefined;
  const language = queryLanguageOf(state);
  const written = new Map(
    state.node.properties.map(({ key, value }) => [key.value, value ? toJson(value) : null]),
  );
  const groups = state.type ? fieldGroups(state.type, language) : [];
  const known = new Set(groups.flatMap(({ rows }) => rows.map(({ name }) => name)));
  const others = [...written.keys()].filter((name) => !known.has(name) && !ownFields.has(name));
  const field = (row: Pick<FieldRow, 'name' | 'kind' | 'hint' | 'values'>): ReactNode => {
    if (row.values) {
      return (
        <ChoiceField
          key={row.name}
          label={row.name}
          value={String(written.get(row.name) ?? '')}
          options={[['', '(not written)'], ...row.values.map((value) => [value, value] as const)]}
          disabled={disabled}
          onChoose={(value) => {
            if (value === '') actions.removeField(id, [row.name]);
            else actions.setField(id, [row.name], value);
          }}
        />
      );
    }
    return (
      <ValueField
        key={row.name}
        label={row.name}
        kind={row.kind}
        hint={row.hint}
        value={written.get(row.name)}
        disabled={disabled}
        onCommit={(value) => {
          actions.setField(id, [row.name], value);
        }}
        onRemove={() => {
          actions.removeField(id, [row.name]);
        }}
      />
    );
  };
  const split = groups.map(({ title, rows }) => {
    const shown = rows.filter(
      ({ name, isMain }) => written.has(name) || (isMain && !written.has(`${name}Path`)),
    );
    return { title, shown, absent: rows.filter((row) => !shown.includes(row)) };
  });
  const parts = split.filter(({ shown }) => shown.length > 0);
  const left = split.filter(({ shown }) => shown.length === 0);
  const wanted = useRef<string | undefined>(undefined);
  useEffect(() => {
    // A field that has just been added is typed into next.
    if (wanted.current === undefined || !written.has(wanted.current)) return;
    document.querySelector<HTMLElement>(`.side [aria-label="${wanted.current}"]`)?.focus();
    wanted.current = undefined;
  });
  const adding = {
    disabled,
    onAdd: ({ name, starter }: FieldRow): void => {
      wanted.current = name;
      actions.setField(id, [name], starter);
    },
  };
  const isStep = state.type !== 'Choice' && state.type !== 'Succeed' && state.type !== 'Fail';
  return (
    <>
      <div className="section">
        <FieldFrame label="Name" disabled={disabled}>
          <Draft
            id="inspector-name"
            label="Name"
            value={state.name}
            disabled={disabled}
            onCommit={(name) => {
              // The state has another id then, and this field goes with the old one.
              if (document.activeElement?.id === 'inspector-name') focusCanvas();
              actions.rename(id, name);
            }}
          />
        </FieldFrame>
        <div className="inspector-body">
          <ValueField
            label="Comment"
            kind="text"
            value={state.comment?.value}
            disabled={disabled}
            placeholder="What this state is for"
            onCommit={(comment) => {
              actions.setField(id, ['Comment'], comment);
            }}
            onRemove={() => {
              actions.removeField(id, ['Comment']);
            }}
          />
          {isStep && (
            <TargetField
              label="Next state"
              graph={graph}
              source={{ kind: 'next', from: id, index: 0 }}
              disabled={disabled}
            />
          )}
        </div>
      </div>
      {state.type === 'Choice' && (
        <Section title="Rules">
          <ChoiceRules {...{ id, state, graph, disabled }} />
        </Section>
      )}
      {(state.type === 'Parallel' || state.type === 'Map') && (
        <Section title={state.type === 'Map' ? 'For each item' : 'Branches'}>
          <InnerScopes {...{ node, model, disabled }} />
        </Section>
      )}
      {parts.map(({ title, shown, absent }) => (
        <Section key={title} title={title}>
          {shown.map(field)}
          <AddField
            label={`Add a field to ${title}`}
            groups={[{ title, rows: absent }]}
            {...adding}
          />
        </Section>
      ))}
      {others.length > 0 && (
        <Section title="Other fields">
          {others.map((name) => field({ name, kind: 'json', hint: '', values: undefined }))}
        </Section>
      )}
      {'retry' in state && (
        <Section title="Error handling">
          <ErrorHandling {...{ id, state, graph, disabled }} />
        </Section>
      )}
      <div className="section">
        <AddField
          label="Add a field"
          groups={left.map(({ title, absent }) => ({ title, rows: absent }))}
          {...adding}
        />
      </div>
    </>
  );
}

export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <details className="section" open>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

interface AddProps {
  readonly label: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly FieldRow[] }[];
  readonly disabled: boolean;
  readonly onAdd: (row: FieldRow) => void;
}

/** Adds a field that the state can have and has not, with a value to start from. */
function AddField({ label, groups, disabled, onAdd }: AddProps) {
  const all = groups.flatMap(({ rows }) => rows);
  if (all.length === 0) return null;
  return (
    <select
      className="add"
      aria-label={label}
      value=""
      disabled={disabled}
      onChange={({ target }) => {
        const row = all.find(({ name }) => name === target.value);
        if (row) onAdd(row);
      }}
    >
      <option value="">+ Add a field…</option>
      {groups.map(({ title, rows }) => (
        <optgroup key={title} label={title}>
          {rows.map(({ name, hint }) => (
            <option key={name} value={name} title={hint}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
