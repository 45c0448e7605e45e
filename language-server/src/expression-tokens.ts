import type { ExpressionSite } from '@stepthrough/analysis';
import type { SemanticTokenTypes } from 'vscode-languageserver';

/** A word or mark of an expression; also of one that does not parse while it is being typed. */
interface ExpressionToken {
  readonly type: `${SemanticTokenTypes}`;
  /** Index in the expression. */
  readonly start: number;
  readonly length: number;
}

export function tokensOf({ kind, text }: ExpressionSite): readonly ExpressionToken[] {
  if (kind === 'jsonata') return scan(text, jsonata);
  return scan(text, kind === 'dollar' && text.startsWith('States.') ? intrinsic : jsonPath);
}

type Row = readonly [pattern: string, type: ExpressionToken['type'] | undefined];

/** The first row whose pattern fits at a place says what stands there; `undefined` is passed over. */
const jsonPath: readonly Row[] = [
  [String.raw`\$\$?(?![\p{L}_])|@`, 'keyword'],
  [String.raw`\$[\p{L}_][\p{L}\p{N}_]*`, 'variable'],
  [String.raw`'(?:[^'\\]|\\.)*'?`, 'string'],
  [String.raw`-?\d+(?:\.\d+)?`, 'number'],
  [String.raw`\b(?:true|false|null)\b`, 'keyword'],
  [String.raw`[\p{L}_][\p{L}\p{N}_-]*(?=\()`, 'function'],
  [String.raw`[\p{L}_][\p{L}\p{N}_-]*`, 'property'],
  [String.raw`==|!=|<=|>=|=~|&&|\|\||[<>!*?]`, 'operator'],
];

const intrinsic: readonly Row[] = [[String.raw`States\.\w+`, 'function'], ...jsonPath];

const jsonata: readonly Row[] = [
  [String.raw`/\*[^]*?(?:\*/|$)`, 'comment'],
  [String.raw`"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?`, 'string'],
  [String.raw`(?<=[(,~>]\s*)/(?:[^/\\\n]|\\.)+/[im]*`, 'regexp'],
  [String.raw`\$[\p{L}_][\p{L}\p{N}_]*(?=\s*\()`, 'function'],
  [String.raw`\$[\p{L}_][\p{L}\p{N}_]*`, 'variable'],
  [String.raw`\$\$?`, 'variable'],
  [String.raw`\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`, 'number'],
  [String.raw`\b(?:true|false|null|and|or|in|function)\b|λ`, 'keyword'],
  ['`[^`]*`?', 'property'],
  [String.raw`[\p{L}_][\p{L}\p{N}_]*`, 'property'],
  [String.raw`:=|~>|!=|<=|>=|\.\.|\*\*|[-+*/%&=<>?:^@#|~]`, 'operator'],
];

function scan(text: string, rows: readonly Row[]): readonly ExpressionToken[] {
  const pattern = patternOf(rows);
  const tokens: ExpressionToken[] = [];
  for (const match of text.matchAll(pattern)) {
    const groups: (string | undefined)[] = match.slice(1);
    const row = groups.findIndex((group) => group !== undefined);
    const type = rows[row]?.[1];
    if (type) tokens.push({ type, start: match.index, length: match[0].length });
  }
  return tokens;
}

const patterns = new Map<readonly Row[], RegExp>();

function patternOf(rows: readonly Row[]): RegExp {
  const known =
    patterns.get(rows) ?? new RegExp(rows.map(([source]) => `(${source})`).join('|'), 'gu');
  patterns.set(rows, known);
  return known;
}
