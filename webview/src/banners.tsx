import { useActions } from './actions.ts';
import type { Model } from './model.ts';

interface Props {
  readonly model: Model;
  readonly problem: string | undefined;
  readonly onDismiss: () => void;
}

export function Banners({ model, problem, onDismiss }: Props) {
  const actions = useActions();
  return (
    <div className="banners">
      {model.stale !== undefined && (
        <p className="banner banner-stale" role="status">
          <span className="codicon codicon-warning" aria-hidden />
          <span>
            {model.graph
              ? 'The text cannot be read right now; this is its last good picture. '
              : 'The text cannot be read. '}
            {model.stale.reason}
          </span>
          <button
            type="button"
            className="link"
            onClick={() => {
              actions.revealText(model.stale?.offset ?? 0);
            }}
          >
            Go there
          </button>
        </p>
      )}
      {problem !== undefined && (
        <p className="banner banner-stale" role="status">
          <span className="codicon codicon-info" aria-hidden />
          <span>{problem}</span>
        </p>
      )}
      {model.refusal !== undefined && (
        <p className="banner banner-refused" role="alert">
          <span className="codicon codicon-error" aria-hidden />
          <span>{model.refusal}</span>
          <button
            type="button"
            className="icon codicon codicon-close"
            aria-label="Dismiss"
            onClick={onDismiss}
          />
        </p>
      )}
    </div>
  );
}
