import { member } from '@stepthrough/json';

/**
 * A text of the document as Markdown that shows it and does nothing else: no link, image, code, HTML or
 * line of its own, whatever its author, who may be a stranger, has written.
 */
export function plain(text: string): string {
  const line = text
    .slice(0, longest + 1)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim();
  const shown = line.length > longest ? `${line.slice(0, longest)}…` : line;
  return shown.replaceAll(marks, (mark) => member(entities, mark) ?? `\\${mark}`);
}

/** UTF-16 units; more is not read in a hover. */
const longest = 1000;

/**
 * What begins or ends something in Markdown; at the beginning of a line also list items and rules; and
 * what makes an address a link without any mark.
 */
const marks = /[\\`*_[\]<>&#|~@]|^[-+=]|(?<=^\d+)[.)]|:(?=\/)|(?<=\bwww)\./gi;

/** Where a renderer passes HTML on, a backslash would not keep it from being read as such. */
const entities: { readonly [mark: string]: string } = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };
