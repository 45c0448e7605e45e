import { Composer, CST, type Document, Lexer, type Node, Parser, visit } from 'yaml';
import {
  type Comment,
  type SyntaxProblem,
  maxDepth,
  maxLength,
  type Source,
  tooDeep,
  tooLong,
} from './source.ts';
import type { Range } from './node.ts';
import { YamlReader } from './yaml-reader.ts';

/**
 * YAML 1.2 with anchors, aliases, merge keys and deployment tags, as far as it can be understood.
 * `around` counts the objects and lists of which the text is a part.
 */
export function parseYaml(text: string, around = 0): Source {
  if (text.length > maxLength) return tooLong(text);
  const comments: Comment[] = [];
  const composed = compose(text, comments, maxDepth - around);
  if ('deep' in composed) return { root: undefined, comments, problems: [tooDeep(composed.deep)] };
  const { document, problems } = composed;
  const contents = document?.contents as Node | null | undefined;
  const reader = new YamlReader(contents ?? null, text, maxDepth - around);
  const root = contents ? reader.read(contents, 0) : undefined;
  return {
    root,
    comments,
    problems: [
      ...(document?.errors ?? []).map((error, index) =>
        toProblem(error, text, index === 0 ? contents : undefined),
      ),
      ...problems,
      ...reader.problems,
    ],
  };
}

type Composed =
  | { readonly document?: Document.Parsed; readonly problems: readonly SyntaxProblem[] }
  | { readonly deep: Range };

/** The first document of the text, read in one pass in which the comments are noted. */
function compose(text: string, comments: Comment[], depth: number): Composed {
  const composer = new Composer({
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  try {
    const documents = composer.compose(tokensOf(text, comments, depth), true, text.length);
    const [document, second] = take(documents, 2);
    if (!document) return { problems: [] };
    return { document, problems: second ? [secondDocument(second)] : [] };
  } catch (error) {
    if (error instanceof TooDeep) return { deep: error.range };
    throw error;
  }
}

/** Ends the reading before the library, which reads recursively, gets to see the text. */
class TooDeep extends Error {
  readonly range: Range;

  constructor(start: number) {
    super('too deep');
    this.range = { start, end: start + 1 };
  }
}

function* tokensOf(text: string, comments: Comment[], depth: number): Generator<CST.Token> {
  const parser = new Parser();
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const start = offset;
    // Control tokens of the lexer (document and scalar marks) take no room in the text.
    if (!isControl(lexeme)) {
      if (lexeme.startsWith('#') && CST.tokenType(lexeme) === 'comment') {
        comments.push({ range: { start: offset, end: offset + lexeme.length }, text: lexeme });
      }
      offset += lexeme.length;
    }
    yield* parser.next(lexeme);
    // The stack also holds the document and the scalar that is being read.
    if (parser.stack.length > depth + 1 && depthOf(parser) > depth) throw new TooDeep(start);
  }
  yield* parser.end();
}

function depthOf({ stack }: Parser): number {
  return stack.filter(({ type }) => collections.has(type)).length;
}

const collections: ReadonlySet<string> = new Set(['block-map', 'block-seq', 'flow-collection']);

function take<T>(items: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  for (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

function secondDocument({ range: [start] }: Document.Parsed): SyntaxProblem {
  return {
    message: 'A second YAML document begins here; only the first one is read.',
    range: { start, end: start + 1 },
  };
}

function toProblem(
  error: { message: string; pos: [number, number]; code?: string },
  text: string,
  contents: Node | null | undefined,
): SyntaxProblem {
  const [message = error.message] = error.message.split(/ at line \d+/);
  // The library points past the end for what is missing there.
  const end = Math.min(error.pos[1], text.length);
  const start = Math.min(error.pos[0], end);
  const opening = contents && openingQuote(contents, start, text);
  return {
    message: `${message}.`,
    range: opening ?? { start, end },
    isInString: error.code === 'BAD_DQ_ESCAPE',
  };
}

/**
 * A quoted text that goes over several lines up to a mistake was meant to end on its first line: what
 * remains of that line. Of the first mistake only, since all texts are looked at.
 */
function openingQuote(contents: Node, at: number, text: string): Range | undefined {
  let found: Range | undefined;
  visit(contents, {
    Scalar(_, { type, range }) {
      if (!range || (type !== 'QUOTE_DOUBLE' && type !== 'QUOTE_SINGLE')) return;
      const [start, end] = range;
      if (start < at && at <= end + 1) found = { start, end };
    },
  });
  if (!found) return undefined;
  const lineEnd = text.indexOf('\n', found.start);
  return lineEnd >= 0 && lineEnd < found.end ? { start: found.start, end: lineEnd } : undefined;
}

function isControl(lexeme: string): boolean {
  return lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR;
}
