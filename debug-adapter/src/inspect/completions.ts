import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Json } from '@stepthrough/asl';
import { intrinsicFunctions } from '@stepthrough/expressions';
import { evaluateIn } from './evaluate.ts';
import type { Frame } from './frames.ts';
import { isArray, membersOf, typeOf } from './json-value.ts';

/** What could stand at the end of `text`: the names of `commands` behind a colon, variables, and the members that are really there. */
export async function completionsAt(
  frame: Frame | undefined,
  text: string,
  commands: readonly string[],
): Promise<DebugProtocol.CompletionItem[]> {
  if (text.startsWith(':')) {
    if (/\s/.test(text)) return [];
    return commands.map((name) => ({ label: `:${name}`, start: 0, length: text.length }));
  }
  if (!frame) return [];
  const [, base, typed = ''] = /(\$[^\s,()+*/<>=!&|]*)\.([\p{L}\p{N}_]*)$/u.exec(text) ?? [];
  if (base !== undefined) {
    const value = await evaluateIn(frame, base).catch(() => undefined);
    return members(value).map(([name, member]) => ({
      label: name,
      type: 'property',
      detail: typeOf(member),
      start: text.length - typed.length,
      length: typed.length,
    }));
  }
  const word = /(?:\$\$?|[\p{L}_])[\p{L}\p{N}_.]*$/u.exec(text)?.[0] ?? '';
  return rootsOf(frame)
    .filter((label) => label.startsWith(word))
    .map((label) => ({
      label,
      type: label.startsWith('$') ? 'variable' : 'function',
      start: text.length - word.length,
      length: word.length,
    }));
}

function members(value: Json | undefined): readonly (readonly [string, Json])[] {
  return value === undefined || isArray(value) ? [] : membersOf(value);
}

function rootsOf({ thread, language }: Frame): string[] {
  const variables = membersOf(thread.variables).map(([name]) => `$${name}`);
  return language === 'JSONata'
    ? ['$states', ...variables]
    : ['$', '$$', ...variables, ...Object.keys(intrinsicFunctions)];
}
