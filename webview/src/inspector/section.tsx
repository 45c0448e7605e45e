import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** Fields under a title that folds them away. */
export function Section({ title, children }: Props) {
  return (
    <details className="section" open>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
