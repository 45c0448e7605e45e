import { graphOf, isAslName, machinesIn, syntaxOf } from '@stepthrough/asl';
import { writeFile } from 'node:fs/promises';
import { readArguments, UsageError } from '../command.ts';
import { toMermaid } from '../output/mermaid.ts';
import { readText } from '../read-text.ts';

/** `stepthrough render`: the graph of each definition of a file, as text for Markdown. */
export async function render(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, { output: { type: 'string' } });
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('Name the definition to draw.');
  if (more.length > 0) throw new UsageError(`One file is drawn at a time; ${more[0]} is another.`);
  const text = readText(file);
  const graphs = machinesIn(text, syntaxOf(file), isAslName(file)).flatMap(({ name, document }) => {
    const graph = graphOf(document);
    return graph && graph.nodes.length > 0 ? [{ name, graph }] : [];
  });
  if (graphs.length === 0) {
    throw new Error(`${file} has nothing to draw: it needs "States" with at least one state.`);
  }
  const drawn = graphs
    .map(({ name, graph }) => `${name === undefined ? '' : `%% ${name}\n`}${toMermaid(graph)}`)
    .join('\n');
  if (values.output === undefined) process.stdout.write(drawn);
  else await writeFile(values.output, drawn);
  return 0;
}
