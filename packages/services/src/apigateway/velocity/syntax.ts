/** Mapping templates as velocityjs reads them. */
import { parse } from 'velocityjs';
import { TemplateProblem } from './problem.ts';
import { isTree, type Node, type ParsedNode } from './tree.ts';
import { withCallsAsText } from './written-calls.ts';

/** The parser takes time as the square of these; so many are read in a tenth of a second. */
const maxParts = 2_500;

/** @throws TemplateProblem */
export function parseTemplate(text: string): readonly Node[] {
  if (partsIn(text) > maxParts) {
    throw new TemplateProblem(
      'the mapping template has more than 2,500 references, directives and items, which Stepthrough does not read.',
    );
  }
  // A comment at the end would hide the mark.
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const end = lastLine.includes('##') ? `\n${endMark}` : endMark;
  const nodes = parseClosed(text, end);
  const last = nodes.at(-1);
  if (typeof last !== 'string' || !last.endsWith(endMark)) {
    throw new TemplateProblem(
      'the mapping template cannot be rendered: a block has no #end, or an #end has no block.',
    );
  }
  const rest = last.slice(0, last.endsWith(end) ? -end.length : -endMark.length);
  return withCallsAsText([...nodes.slice(0, -1), rest], text);
}

/** A character of no template's language. It stands where the text ends, and is the last of the whole when all blocks are closed. */
const endMark = '\uE000';

/**
 * The nodes of a text that has an `#end` for each block after it: what follows a block without one
 * is read twice by the parser, and again within it, so that twenty such blocks take a second.
 *
 * @throws TemplateProblem
 */
function parseClosed(text: string, end: string): readonly ParsedNode[] {
  const blocks = text.match(/#\{?(?:@|if|foreach|macro|define|noescape)/g)?.length ?? 0;
  try {
    const nodes: unknown = parse(text + end + '#end'.repeat(blocks));
    if (isTree(nodes)) return nodes;
  } catch (error) {
    if (!(error instanceof Error) || error instanceof RangeError) throw error;
    throw new TemplateProblem(`the mapping template cannot be rendered: ${told(error.message)}`);
  }
  throw new TemplateProblem(
    'the mapping template cannot be rendered: a part of it is of a kind that Stepthrough does not read.',
  );
}

/** The parser's words, of the text alone. */
function told(message: string): string {
  if (!message.includes(endMark)) return message;
  return message.replace(/\n?\uE000.*/, '').replace(/got 'CONTENT'$/, "got 'EOF'");
}

/** References, directives, and what stands in their parentheses, separated or nested. */
function partsIn(text: string): number {
  let [parts, depth] = [0, 0];
  for (const [found] of text.matchAll(/\w *[([]|[$#(),[\]{+\-*/%&|!]/g)) {
    const char = found.slice(-1);
    const isCall = found.length > 1;
    if (char === '$' || char === '#' || depth > 0) parts += 1;
    if ((char === '(' || char === '[') && (isCall || depth > 0)) depth += 1;
    else if (char === ')' || char === ']') depth = Math.max(0, depth - 1);
  }
  return parts;
}

export function argumentsIn<T>(args: readonly T[] | false | undefined): readonly T[] {
  return args === false || args === undefined ? [] : args;
}
