import {
  type Alias,
  Composer,
  CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
} from 'yaml';
import type { Comment, SyntaxProblem } from '../document.ts';
import type { PropertyNode, Range, SourceNode, StringNode } from './node.ts';
import { maxDepth, type Source, tooDeep } from './source.ts';

/** YAML 1.2 with anchors, aliases, merge keys and deployment tags, as far as it can be understood. */
export function parseYaml(text: string): Source {
  const comments: Comment[] = [];
  const composed = compose(text, comments);
  if (!composed) return { root: undefined, comments, problems: [tooDeep(text)] };
  const { document, problems } = composed;
  const reader = new Reader(document, text);
  const root = document.contents === null ? undefined : reader.read(document.contents, 0);
  return {
    root,
    comments,
    problems: [
      ...document.errors.map((error) => toProblem(error, text.length)),
      ...problems,
      ...reader.problems,
    ],
  };
}

interface Composed {
  readonly document: Document.Parsed;
  readonly problems: readonly SyntaxProblem[];
}

/** The first document of the text, read in one pass in which the comments are noted. */
function compose(text: string, comments: Comment[]): Composed | undefined {
  const composer = new Composer({
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  try {
    const documents = composer.compose(tokensOf(text, comments), true, text.length);
    const [document, second] = take(documents, 2);
    if (!document) return undefined;
    return { document, problems: second ? [secondDocument(second)] : [] };
  } catch (error) {
    // The library reads recursively; only a text nested past the stack gets here.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function* tokensOf(text: string, comments: Comment[]): Generator<CST.Token> {
  const parser = new Parser();
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    // Control tokens of the lexer (document and scalar marks) take no room in the text.
    if (!isControl(lexeme)) {
      if (lexeme.startsWith('#') && CST.tokenType(lexeme) === 'comment') {
        comments.push({ range: { start: offset, end: offset + lexeme.length }, text: lexeme });
      }
      offset += lexeme.length;
    }
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

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
  error: { message: string; pos: [number, number] },
  length: number,
): SyntaxProblem {
  const [message = error.message] = error.message.split(/ at line \d+/);
  // The library points past the end for what is missing there.
  const end = Math.min(error.pos[1], length);
  return { message: `${message}.`, range: { start: Math.min(error.pos[0], end), end } };
}

/** Aliases can multiply a small text into a huge tree; no definition of AWS's size limit needs more. */
const maxNodes = 1_000_000;

class Reader {
  readonly problems: SyntaxProblem[] = [];
  readonly #document: Document.Parsed;
  readonly #text: string;
  readonly #open = new Set<Node>();
  #count = 0;

  constructor(document: Document.Parsed, text: string) {
    this.#document = document;
    this.#text = text;
  }

  read(node: Node | null, depth: number): SourceNode | undefined {
    if (node === null) return undefined;
    const range = rangeOf(node);
    if (depth > maxDepth)
      return this.#refuse(range, `Nesting ends here: more than ${maxDepth} levels.`);
    if (++this.#count > maxNodes) {
      if (this.#count === maxNodes + 1)
        this.#refuse(range, 'The aliases expand to too many values.');
      return { kind: 'null', range };
    }
    if (isAlias(node)) return this.#readAlias(node, range, depth);
    const tag = node.tag;
    // `!Sub [template, values]` stands for its template.
    if (tag === '!Sub' && isSeq(node) && isScalar(node.items[0])) {
      return this.read(node.items[0], depth + 1);
    }
    if (tag?.startsWith('!') && !(tag === '!Sub' && isScalar(node))) {
      const name = isScalar(node) ? this.#text.slice(range.start, range.end) : tag;
      return { kind: 'placeholder', range, name };
    }
    if (isMap(node)) return { kind: 'object', range, properties: this.#readMap(node, depth) };
    if (isSeq(node)) {
      const items = node.items.map(
        (item) => this.read(item as Node | null, depth + 1) ?? { kind: 'null' as const, range },
      );
      return { kind: 'array', range, items };
    }
    return isScalar(node) ? readScalar(node.value, range, node.type === 'PLAIN') : undefined;
  }

  #readAlias(node: Alias, range: Range, depth: number): SourceNode | undefined {
    const target = node.resolve(this.#document);
    if (!target) return this.#refuse(range, `No anchor &${node.source} stands before this alias.`);
    if (this.#open.has(target)) {
      return this.#refuse(range, `The alias *${node.source} stands inside its own anchor.`);
    }
    this.#open.add(target);
    const value = this.read(target, depth + 1);
    this.#open.delete(target);
    return value && { ...value, range };
  }

  #readMap(node: YAMLMap, depth: number): PropertyNode[] {
    const own: PropertyNode[] = [];
    const merged: PropertyNode[] = [];
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const key = this.#readKey(pair.key);
      const value = this.read(pair.value, depth + 1);
      if (key.value === '<<' && value && value.kind !== 'string') {
        merged.push(...mergedProperties(value));
      } else {
        const end = Math.max(key.range.end, pair.value ? rangeOf(pair.value).end : 0);
        own.push({ key, value, range: { start: key.range.start, end } });
      }
    }
    const names = new Set(own.map((property) => property.key.value));
    return [...merged.filter((property) => !names.has(property.key.value)), ...own];
  }

  #readKey(node: Node | null): StringNode {
    if (node === null) return { kind: 'string', range: { start: 0, end: 0 }, value: '' };
    const range = rangeOf(node);
    const value = isScalar(node) ? String(node.value) : this.#text.slice(range.start, range.end);
    return { kind: 'string', range, value };
  }

  #refuse(range: Range, message: string): undefined {
    this.problems.push({ message, range });
    return undefined;
  }
}

function mergedProperties(value: SourceNode): readonly PropertyNode[] {
  if (value.kind === 'object') return value.properties;
  return value.kind === 'array' ? value.items.flatMap(mergedProperties) : [];
}

function readScalar(value: unknown, range: Range, plain: boolean): SourceNode {
  if (typeof value === 'string') {
    const bare = plain ? /^\$\{([^}]*)\}$/.exec(value) : null;
    if (bare) return { kind: 'placeholder', range, name: bare[1] ?? '' };
    return { kind: 'string', range, value };
  }
  if (typeof value === 'number') return { kind: 'number', range, value };
  if (typeof value === 'boolean') return { kind: 'boolean', range, value };
  return { kind: 'null', range };
}

function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function isControl(lexeme: string): boolean {
  return lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END || lexeme === CST.SCALAR;
}
