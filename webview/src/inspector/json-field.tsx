import type { Json } from '@stepthrough/asl';
import { useState } from 'react';
import { Draft } from './draft.tsx';

interface Props {
  readonly name: string;
  readonly value: Json;
  readonly disabled: boolean;
  readonly onCommit: (value: Json) => void;
  readonly onRemove: () => void;
}

/** One field: a text is typed as it is, everything else as JSON. */
export function JsonField({ name, value, disabled, onCommit, onRemove }: Props) {
  const [problem, setProblem] = useState<string>();
  const isText = typeof value === 'string';
  const shown = isText ? value : JSON.stringify(value, null, 2);
  return (
    <div className="field">
      <span className="field-name">
        {name}
        <button
          type="button"
          className="icon codicon codicon-close"
          aria-label={`Remove ${name}`}
          title={`Remove ${name}`}
          disabled={disabled}
          onClick={onRemove}
        />
      </span>
      <Draft
        label={name}
        value={shown}
        disabled={disabled}
        multiline={!isText && shown.includes('\n')}
        onCommit={(text) => {
          const parsed = isText ? { value: text } : parseJson(text);
          setProblem('value' in parsed ? undefined : parsed.problem);
          if ('value' in parsed) onCommit(parsed.value);
        }}
      />
      {problem !== undefined && <p className="problem problem-error">{problem}</p>}
    </div>
  );
}

function parseJson(text: string): { value: Json } | { problem: string } {
  try {
    return { value: JSON.parse(text) as Json };
  } catch (error) {
    return {
      problem: `This is not JSON yet: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
