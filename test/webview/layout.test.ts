/** Layouts of the real workflows, by the same ELK as in the page, but without its worker. */
import { graphOf, parse, type ScopeGraph, syntaxOf } from '@stepthrough/asl';
import type { ElkNode } from 'elkjs/lib/elk-api.js';
import ELK from 'elkjs';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Layouter, placedStates, type ScopeLayout } from '@stepthrough/webview/layout';

const samples = join(import.meta.dirname, '../../samples/order-fulfilment');
const published = join(import.meta.dirname, '../../../shared/documents/valid');
if (!existsSync(published)) {
  console.log(`${published} is missing: layouts are tried on the samples alone.`);
}
const files = [
  join(samples, 'order.asl.json'),
  join(samples, 'order.asl.yaml'),
  ...(existsSync(published) ? readdirSync(published) : [])
    .filter((name) => /\.asl\.(json|yaml)$/.test(name))
    .filter((_name, index) => index % 6 === 0)
    .map((name) => join(published, name)),
];

const elk = new ELK();
const withElk = (graph: ElkNode): Promise<ElkNode> => elk.layout(graph);
const never = new AbortController().signal;

async function layoutOf(graph: ScopeGraph, engine: ConstructorParameters<typeof Layouter>[0]) {
  return new Layouter(engine).layout(graph, never);
}

function graphIn(file: string): ScopeGraph | undefined {
  return graphOf(parse(readFileSync(file, 'utf8'), syntaxOf(file)));
}

/** Every scope's layout, the outer one first. */
function layoutsIn(layout: ScopeLayout): ScopeLayout[] {
  const inner = [...layout.inner.values()].flat();
  return [layout, ...inner.flatMap((part) => layoutsIn(part.layout))];
}

type Box = NonNullable<ReturnType<ScopeLayout['boxes']['get']>>;

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Pairs of states that cover each other. */
function collisions({ boxes }: ScopeLayout): string[] {
  const all = [...boxes];
  return all.flatMap(([id, box], index) =>
    all
      .slice(index + 1)
      .flatMap(([other, second]) => (overlaps(box, second) ? [`${id} and ${other}`] : [])),
  );
}

describe('a layout', () => {
  it('places every state once, inside its scope, and none over another', async () => {
    for (const file of files) {
      const graph = graphIn(file);
      if (!graph) continue;
      const { layout, isSimplified } = await layoutOf(graph, withElk);
      expect(isSimplified, file).toBe(false);
      for (const scope of layoutsIn(layout)) {
        expect(collisions(scope), file).toEqual([]);
        for (const box of scope.boxes.values()) {
          expect(box.x, file).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width, file).toBeLessThanOrEqual(scope.width + 0.5);
          expect(box.y + box.height, file).toBeLessThanOrEqual(scope.height + 0.5);
        }
        for (const { id } of scope.lines) expect(scope.routes.has(id), `${file} ${id}`).toBe(true);
      }
    }
  });

  it('is the same for the same flow, in whatever order the text has its states', async () => {
    const text = readFileSync(join(samples, 'order.asl.yaml'), 'utf8');
    const document = parse(text, 'yaml');
    const graph = graphOf(document) as ScopeGraph;
    const turned = { ...graph, nodes: graph.nodes.toReversed() };
    const places = async (of: ScopeGraph) => {
      const { layout } = await layoutOf(of, withElk);
      return Object.fromEntries(
        [...placedStates(of, layout)].map(({ node, box }) => [node.id, box]),
      );
    };
    expect(await places(turned)).toEqual(await places(graph));
  });

  it('asks ELK again only for the scope that has changed', async () => {
    let asked = 0;
    const counting = (request: ElkNode): Promise<ElkNode> => {
      asked += 1;
      return elk.layout(request);
    };
    const text = readFileSync(join(samples, 'order.asl.json'), 'utf8');
    const layouter = new Layouter(counting);
    await layouter.layout(graphOf(parse(text, 'json')) as ScopeGraph, never);
    const first = asked;
    await layouter.layout(graphOf(parse(text.replace('900', '60'), 'json')) as ScopeGraph, never);
    expect(asked).toBe(first);
    const renamed = text.replaceAll('"CoolingOff"', '"Pause"');
    await layouter.layout(graphOf(parse(renamed, 'json')) as ScopeGraph, never);
    expect(asked).toBe(first + 1);
  });

  it('stands in plain rows when ELK takes too long, and says so', async () => {
    const graph = graphIn(join(samples, 'order.asl.json')) as ScopeGraph;
    const { layout, isSimplified } = await layoutOf(graph, () => Promise.resolve(undefined));
    expect(isSimplified).toBe(true);
    expect(layoutsIn(layout).flatMap(collisions)).toEqual([]);
    expect([...placedStates(graph, layout)]).toHaveLength(15);
  });

  it('keeps the fan into a shared handler from ELK, and gives it one lane', async () => {
    const count = 200;
    const tasks = Array.from({ length: count }, (_task, index) => [
      `T${index}`,
      {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Handle' }],
        ...(index + 1 < count ? { Next: `T${index + 1}` } : { End: true }),
      },
    ]);
    const machine = {
      StartAt: 'T0',
      States: { ...Object.fromEntries(tasks), Handle: { Type: 'Fail' } },
    };
    const graph = graphOf(parse(JSON.stringify(machine), 'json')) as ScopeGraph;
    await elk.layout({ id: 'warm', children: [{ id: 'a', width: 1, height: 1 }] });
    const started = performance.now();
    const { layout } = await layoutOf(graph, withElk);
    const took = Math.round(performance.now() - started);
    console.log(`200 tasks with one handler are laid out in ${took} ms`);
    // With all edges in ELK it is more than a minute.
    expect(took).toBeLessThan(10_000);
    const lanes = new Set(
      layout.lines
        .filter(({ transition }) => transition.kind === 'catch')
        .flatMap(({ id }) => {
          const route = layout.routes.get(id);
          return route?.labelWidth === undefined ? [] : [route.points[2]?.x];
        }),
    );
    expect(lanes.size).toBe(1);
  });
});
