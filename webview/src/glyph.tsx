import type { StateType } from '@stepthrough/asl';

const icons: { readonly [T in StateType]: string } = {
  Task: 'gear',
  Pass: 'arrow-right',
  Choice: 'question',
  Wait: 'watch',
  Succeed: 'pass',
  Fail: 'error',
  Parallel: 'split-horizontal',
  Map: 'list-tree',
};

/** The sign of a state type, from VS Code's own icons. */
export function Glyph({ type }: { readonly type: StateType | undefined }) {
  const icon = type ? icons[type] : 'circle-slash';
  return <span className={`glyph glyph-${type ?? 'none'} codicon codicon-${icon}`} aria-hidden />;
}
