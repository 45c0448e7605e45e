/** The words of a PartiQL statement. */
import { invalid } from '../values/attribute-value.ts';
import type { Refusal } from '../../contract/outcome.ts';

export interface Token {
  readonly kind: 'name' | 'quoted' | 'text' | 'number' | 'sign' | 'end';
  /** Of names in quotes and of texts, what they mean. */
  readonly text: string;
}

/** Thrown where a statement is not well formed, and caught where it is begun. */
export class StatementProblem extends Error {}

export function notWellFormed(detail: string): Refusal {
  return invalid(`Statement wasn't well formed, can't be processed: ${detail}`);
}

const forms =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_][\w$]*|<<|>>|<=|>=|<>|!=|[^\s]/g;

/** @throws StatementProblem for a quote or a comment that does not end */
export function tokensOf(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const [word] of statement.matchAll(forms)) {
    if (/^(?:\s|--|\/\*)/.test(word)) continue;
    const token = tokenOf(word);
    if (!token) throw new StatementProblem('');
    tokens.push(token);
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function tokenOf(word: string): Token | undefined {
  const first = word.charAt(0);
  if (first === "'" && word.length > 1) {
    return { kind: 'text', text: word.slice(1, -1).replaceAll("''", "'") };
  }
  if (first === '"' && word.length > 1) {
    return { kind: 'quoted', text: word.slice(1, -1).replaceAll('""', '"') };
  }
  if (/\d/.test(first)) return { kind: 'number', text: word };
  if (/[A-Za-z_]/.test(first)) return { kind: 'name', text: word };
  return /^(?:<<|>>|<=|>=|<>|!=|[=<>(){}[\],.:?*+-])$/.test(word)
    ? { kind: 'sign', text: word }
    : undefined;
}
