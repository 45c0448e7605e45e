/** Calls that mean nothing to API Gateway, as they are written: it has neither macros nor functions. */
import {
  isParsedBlock,
  type Block,
  type Node,
  type ParsedNode,
  type Position,
  type Reference,
} from './tree.ts';

/** The nodes of a template: what defines a macro is left out, and what would call one is text. */
export function withCallsAsText(nodes: readonly ParsedNode[], text: string): readonly Node[] {
  const lines = text.split('\n');
  const converted = (all: readonly ParsedNode[]): readonly Node[] =>
    all.flatMap((node, index) => nodesOf(node, all[index + 1]));
  const nodesOf = (node: ParsedNode, next: ParsedNode | undefined): readonly Node[] => {
    if (typeof node === 'string') return isStop(node, next) ? [{ type: 'stop' }] : [node];
    if (isParsedBlock(node)) {
      const [block, ...body] = node;
      if (block.type === 'macro') return [];
      if (block.type === 'macro_body') {
        return [sourceAt(block.pos, lines), ...converted(body), '#end'];
      }
      return [blockOf(block, converted(body))];
    }
    if (node.type === 'macro_call') {
      return node.id === 'stop' ? [{ type: 'stop' }] : [sourceAt(node.pos, lines)];
    }
    return node.type === 'references' ? called(node, lines) : [node];
  };
  return converted(nodes);
}

function blockOf(block: Block, body: readonly Node[]): Node {
  return [block, ...body];
}

/** `$name()` is the reference and a text in parentheses. */
function called(reference: Reference, lines: readonly string[]): readonly Node[] {
  const { type, id, args, pos } = reference;
  if (args === undefined || !pos) return [reference];
  return [{ type, id }, sourceAt(pos, lines).replace(/^\$!?\w+/, '')];
}

/** The parser tears `#stop` apart when no parentheses follow. */
function isStop(text: string, next: ParsedNode | undefined): boolean {
  return text === '#s' && typeof next === 'string' && /^top\b/.test(next);
}

function sourceAt(
  { first_line, first_column, last_line, last_column }: Position,
  lines: readonly string[],
): string {
  const covered = lines.slice(first_line - 1, last_line);
  const end = covered.pop() ?? '';
  return [...covered, end.slice(0, last_column)].join('\n').slice(first_column);
}
