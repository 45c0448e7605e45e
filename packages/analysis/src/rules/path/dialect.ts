import type { Condition, PathSyntax, Segment } from '@stepthrough/expressions';
import { pathsAt, rangeIn } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

/** What a path may be written with, and finds nothing by or fails with on AWS. */
export const pathDialect: Rule = {
  kinds: ['path', 'dollar'],
  expression(site, report, { document }) {
    for (const { segments } of pathsAt(site)) {
      for (const { message, start, end } of findingsOf(segments, site.text)) {
        report(rangeIn(document, site, start, end - start), message);
      }
    }
  },
};

interface Finding {
  readonly message: string;
  /** Indexes in the text of the site. */
  readonly start: number;
  readonly end: number;
}

function findingsOf(segments: PathSyntax['segments'], text: string): readonly Finding[] {
  return segments.flatMap((segment, index) => {
    if (segment.kind === 'filter') return inCondition(segment.condition, text);
    const message = messageOf(segment, text, index === segments.length - 1);
    return message === undefined ? [] : [{ message, start: segment.start, end: segment.end }];
  });
}

function messageOf(segment: Segment, text: string, isLast: boolean): string | undefined {
  if (segment.kind !== 'names') return undefined;
  if (segment.names.length > 1) {
    return isLast
      ? undefined
      : 'Several names end a path: AWS fails with "Multi properties can only be used as path leafs" on what follows them.';
  }
  const written = text.slice(segment.start, segment.end).replace(/^\./, '');
  if (written.startsWith('[')) return undefined;
  if (written.endsWith('()')) {
    return `AWS calls no functions in a path: ${written} is looked for as a member of that name.`;
  }
  if (!/[^\p{L}\p{N}\p{M}_$-]/u.test(written)) return undefined;
  return `AWS asks for brackets around a name with other characters than letters, digits and _: write ['${written}'].`;
}

function inCondition(condition: Condition, text: string): readonly Finding[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap((part) => inCondition(part, text));
    case 'not': {
      const { at, operand } = condition;
      const message =
        'AWS does not know ! before a group in a filter: write the opposite, as with !=.';
      return [{ message, start: at, end: at + 1 }, ...inCondition(operand, text)];
    }
    case 'lexical': {
      const { at, word } = condition;
      const message = `AWS does not know the word "${word}" in a filter, which then matches nothing: there are ==, !=, <, <=, >, >= and =~, joined by && and ||.`;
      return [{ message, start: at, end: at + word.length }];
    }
    case 'exists':
      return findingsOf(condition.path.segments, text);
    case 'compare':
      return [condition.left, condition.right].flatMap((operand) =>
        operand.kind === 'path' ? findingsOf(operand.segments, text) : [],
      );
  }
}
