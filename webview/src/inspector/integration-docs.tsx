import { useEffect } from 'react';
import { useActions } from '../actions.ts';
import type { Model } from '../model.ts';

interface Props {
  /** A Task's `Resource`. */
  readonly resource: string;
  readonly model: Model;
}

/** What AWS says about the action that a Task calls, and about what it takes. Asked for when first shown. */
export function IntegrationDocs({ resource, model }: Props) {
  const actions = useActions();
  const docs = model.integrations.get(resource);
  const isKnown = docs !== undefined;
  useEffect(() => {
    if (!isKnown) actions.describe(resource);
  }, [actions, isKnown, resource]);
  if (!docs) return null;
  return (
    <details className="section integration-docs">
      <summary>About this action</summary>
      <p className="hint">
        <code>{docs.action}</code> {docs.text} <a href={docs.url}>AWS documentation</a>
      </p>
      <dl className="hint">
        {docs.parameters.map(({ name, isRequired, text }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
              {isRequired && ' required'}
            </dt>
            {text !== undefined && <dd>{text}</dd>}
          </div>
        ))}
      </dl>
    </details>
  );
}
