import { isPlainYaml } from './plain-yaml.ts';

/**
 * A value to be inserted, with tab stops `${1:text}` in its strings. A string that begins with `=`
 * is written without quotes, for numbers and the like: `=${1:60}`.
 */
export type Snippet =
  string | number | boolean | null | readonly Snippet[] | { readonly [key: string]: Snippet };

/** A snippet as JSON text with tabs, as editors expect them; the last stop is `$0`. */
export function writeSnippet(snippet: Snippet, indent = ''): string {
  if (typeof snippet === 'string') {
    return snippet.startsWith('=') ? snippet.slice(1) : `"${escapeText(snippet)}"`;
  }
  if (typeof snippet !== 'object' || snippet === null) return String(snippet);
  const deeper = `${indent}\t`;
  if (isList(snippet)) {
    if (snippet.length === 0) return '[]';
    const items = snippet.map((item) => writeSnippet(item, deeper));
    if (snippet.every((item) => typeof item !== 'object')) return `[${items.join(', ')}]`;
    return `[\n${items.map((item) => `${deeper}${item}`).join(',\n')}\n${indent}]`;
  }
  const rows = Object.entries(snippet).map(
    ([key, value]) => `${deeper}"${escapeText(key)}": ${writeSnippet(value, deeper)}`,
  );
  return rows.length === 0 ? '{}' : `{\n${rows.join(',\n')}\n${indent}}`;
}

/** A snippet as YAML block text; a compound value begins on a line of its own. */
export function writeYamlSnippet(snippet: Snippet, indent = ''): string {
  if (typeof snippet !== 'object' || snippet === null) return scalar(snippet);
  if (isList(snippet)) {
    if (snippet.length === 0) return '[]';
    return snippet
      .map((item) => {
        const text = writeYamlSnippet(item, `${indent}  `);
        return `\n${indent}- ${text.trimStart()}`;
      })
      .join('');
  }
  const rows = Object.entries(snippet).map(([key, value]) => {
    const text = writeYamlSnippet(value, `${indent}  `);
    return `\n${indent}${yamlText(key)}:${text.startsWith('\n') ? text : ` ${text}`}`;
  });
  return rows.length === 0 ? '{}' : rows.join('');
}

function isList(snippet: Snippet): snippet is readonly Snippet[] {
  return Array.isArray(snippet);
}

function scalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  return value.startsWith('=') ? value.slice(1) : yamlText(value);
}

/** With the tab stops of a snippet, of which the text is what is shown. */
function yamlText(text: string): string {
  const shown = text.replaceAll(/\$\{\d+:([^}]*)\}/g, '$1');
  return isPlainYaml(shown) ? text : `'${text.replaceAll("'", "''")}'`;
}

/** Escapes what JSON needs; backslashes and `$` of tab stops stay as they are. */
function escapeText(text: string): string {
  return text.replaceAll('"', '\\\\"');
}
