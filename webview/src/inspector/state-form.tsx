import { queryLanguageOf, type ScopeGraph, type StateNode, toJson } from '@stepthrough/asl';
import { useEffect, useState } from 'react';
import { useActions } from '../actions.ts';
import type { Model } from '../model.ts';
import { AddField } from './add-field.tsx';
import { ChoiceRules } from './choice-rules.tsx';
import { ErrorHandling } from './error-handling.tsx';
import { type FieldRow, shownFields } from './fields.ts';
import { FormBody } from './form-body.tsx';
import { InnerScopes } from './inner-scopes.tsx';
import { IntegrationDocs } from './integration-docs.tsx';
import { NameField } from './name-field.tsx';
import { Section } from './section.tsx';
import { StateField } from './state-field.tsx';
import { TargetField } from './target-field.tsx';
import { ValueField } from './value-field.tsx';

interface Props {
  readonly node: StateNode;
  readonly graph: ScopeGraph;
  readonly model: Model;
}

/** The fields of a state in groups. What is typed becomes an edit on Enter or when a field is left. */
export function StateForm({ node, graph, model }: Props) {
  const { state, id } = node;
  const disabled = model.stale !== undefined;
  const written = new Map(
    state.node.properties.map(({ key, value }) => [key.value, value ? toJson(value) : null]),
  );
  const names = new Set(written.keys());
  const { groups, others } = shownFields(state.type, queryLanguageOf(state), names);
  const { wanted, onAdd } = useAddedField(id, names);
  const field = (row: Parameters<typeof StateField>[0]['row']) => (
    <StateField
      key={row.name}
      {...{ id, row, disabled }}
      value={written.get(row.name)}
      autoFocus={row.name === wanted}
    />
  );
  const empty = groups.filter(({ shown }) => shown.length === 0);
  return (
    <>
      <Beginning {...{ node, graph, disabled }} />
      {state.type === 'Choice' && (
        <Section title="Rules">
          <ChoiceRules {...{ id, state, graph, disabled }} />
        </Section>
      )}
      {(state.type === 'Parallel' || state.type === 'Map') && (
        <Section title={state.type === 'Map' ? 'For each item' : 'Branches'}>
          <InnerScopes {...{ node, disabled }} />
        </Section>
      )}
      {groups
        .filter(({ shown }) => shown.length > 0)
        .map(({ title, shown, absent: rows }) => (
          <Section key={title} title={title}>
            {shown.map(field)}
            <AddField
              label={`Add a field to ${title}`}
              groups={[{ title, rows }]}
              {...{ disabled, onAdd }}
            />
          </Section>
        ))}
      {state.type === 'Task' && state.resource !== undefined && (
        <IntegrationDocs resource={state.resource.value} model={model} />
      )}
      {others.length > 0 && <Section title="Other fields">{others.map(field)}</Section>}
      {'retry' in state && (
        <Section title="Error handling">
          <ErrorHandling {...{ id, state, graph, disabled }} />
        </Section>
      )}
      <div className="section">
        <AddField
          label="Add a field"
          groups={empty.map(({ title, absent: rows }) => ({ title, rows }))}
          {...{ disabled, onAdd }}
        />
      </div>
    </>
  );
}

/** A field that has just been added is typed into next, as soon as the text holds it. */
function useAddedField(id: string, written: ReadonlySet<string>) {
  const actions = useActions();
  const [wanted, setWanted] = useState<string>();
  const isWritten = wanted !== undefined && written.has(wanted);
  useEffect(() => {
    if (isWritten) setWanted(undefined);
  }, [isWritten]);
  const onAdd = ({ name, starter }: FieldRow): void => {
    setWanted(name);
    actions.setField(id, [name], starter);
  };
  return { wanted, onAdd };
}

interface BeginningProps {
  readonly node: StateNode;
  readonly graph: ScopeGraph;
  readonly disabled: boolean;
}

/** What every state has: its name, what it is for, and where a step leads. */
function Beginning({ node: { id, state }, graph, disabled }: BeginningProps) {
  const actions = useActions();
  const isStep = state.type !== 'Choice' && state.type !== 'Succeed' && state.type !== 'Fail';
  return (
    <div className="section">
      <NameField id={id} name={state.name} disabled={disabled} />
      <FormBody>
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
      </FormBody>
    </div>
  );
}
