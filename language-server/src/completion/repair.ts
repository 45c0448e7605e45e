import type { Syntax } from '@stepthrough/asl';

/** A text with what is missing at the cursor, so that it can be read while it is being typed. */
export interface Repaired {
  readonly text: string;
  /** Where something was inserted, and how long it is; 0 for a text left as it was. */
  readonly at: number;
  readonly length: number;
}

export function repair(text: string, syntax: Syntax, offset: number): Repaired {
  return syntax === 'json' ? repairJson(text, offset) : repairYaml(text, offset);
}

function repairJson(text: string, offset: number): Repaired {
  const line = lineAround(text, offset);
  const isOpen = (line.text.match(/"(?:[^"\\]|\\.)*"?/g) ?? []).some(
    (token) => token.length === 1 || !/[^\\]"$|\\\\"$/.test(token),
  );
  if (!isOpen || !isInJsonString(line.text, offset - line.start)) return unchanged(text);
  return inserted(text, wordEnd(text, offset), '"');
}

function isInJsonString(line: string, column: number): boolean {
  return ((line.slice(0, column).replaceAll(/\\./g, '').match(/"/g) ?? []).length & 1) === 1;
}

/** What stands on a line before the cursor that has no key and no value yet. */
const freshItem = /^\s*(?:- +)*(?:-)?$/;
const bareWord = /^\s*(?:- +)*[\w.$-]+$/;

function repairYaml(text: string, offset: number): Repaired {
  const line = lineAround(text, offset);
  const column = offset - line.start;
  const before = line.text.slice(0, column);
  const after = line.text.slice(column);
  if (after.trim() === '' || after.trimStart().startsWith('#')) {
    if (freshItem.test(before) && /(?:^|[\s-])$/.test(before)) {
      const gap = before.endsWith('-') ? ' ' : '';
      return inserted(text, offset, `${gap}${cursorKey}:`);
    }
  }
  const word = /^[\w.$-]*/.exec(after)?.[0] ?? '';
  const rest = after.slice(word.length).trim();
  if (bareWord.test(before + word) && (rest === '' || rest.startsWith('#'))) {
    return inserted(text, offset + word.length, ':');
  }
  // A colon at the end of a value would make it a key.
  if (/^\s*(?:- +)*[\w"'.$-]+:\s+[^\s"'{[].*:$/.test(before) && after.trim() === '') {
    return inserted(text, offset, cursorKey);
  }
  const quote = openYamlQuote(before);
  if (quote !== undefined && !closes(after, quote)) {
    return inserted(text, offset + (/^[^#,\]}]*/.exec(after)?.[0].trimEnd().length ?? 0), quote);
  }
  return unchanged(text);
}

/** A key that no author writes; it stands where a name is still to be typed. */
const cursorKey = '\u{E000}';

/** The quote in which the end of a piece of YAML stands. */
function openYamlQuote(before: string): string | undefined {
  let quote: string | undefined;
  for (let at = 0; at < before.length; at += 1) {
    const character = before[at] ?? '';
    if (quote === '"' && character === '\\') at += 1;
    else if (quote === character) quote = undefined;
    else if (quote === undefined && /["']/.test(character)) {
      // An apostrophe inside a plain word opens nothing.
      if (at === 0 || /[\s:[{,-]/.test(before[at - 1] ?? '')) quote = character;
    }
  }
  return quote;
}

function closes(after: string, quote: string): boolean {
  return after.replaceAll(/\\./g, '').includes(quote);
}

function lineAround(text: string, offset: number) {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const end = next === -1 ? text.length : next;
  return { start, text: text.slice(start, end).replace(/\r$/, '') };
}

function wordEnd(text: string, offset: number): number {
  return offset + (/^[\w$.-]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
}

function unchanged(text: string): Repaired {
  return { text, at: text.length, length: 0 };
}

function inserted(text: string, at: number, added: string): Repaired {
  return { text: text.slice(0, at) + added + text.slice(at), at, length: added.length };
}
