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
    let isWanted = true;
    layouter.layout(graph).then(
      (layout) => {
        if (!isWanted) return;
        setDrawn({ graph, layout });
        setProblem(undefined);
      },
      (error: unknown) => {
        if (isWanted) setProblem(`The graph could not be laid out: ${String(error)}`);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [graph]);
  return { drawn, problem };
}
