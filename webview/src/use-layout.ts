import type { ScopeGraph } from '@stepthrough/asl';
import { useEffect, useState } from 'react';
import { layoutWithElk } from './layout/elk.ts';
import { Layouter, type ScopeLayout } from './layout/layout.ts';

const layouter = new Layouter(layoutWithElk);

interface Drawn {
  readonly graph: ScopeGraph;
  readonly layout: ScopeLayout;
}

/** A graph with its layout. While a new one is laid out, the one before stays. */
export function useLayout(graph: ScopeGraph | undefined): {
  readonly drawn: Drawn | undefined;
  readonly problem: string | undefined;
} {
  const [drawn, setDrawn] = useState<Drawn>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (!graph) return;
    const outdated = new AbortController();
    layouter.layout(graph, outdated.signal).then(
      ({ layout, isSimplified }) => {
        if (outdated.signal.aborted) return;
        setDrawn({ graph, layout });
        setProblem(isSimplified ? tooLong : undefined);
      },
      (error: unknown) => {
        if (!outdated.signal.aborted) setProblem(`The graph cannot be drawn: ${String(error)}`);
      },
    );
    return () => {
      outdated.abort();
    };
  }, [graph]);
  return { drawn, problem };
}

const tooLong = 'This machine takes too long to lay out, so its states stand in plain rows.';
