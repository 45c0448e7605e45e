/** XML as AWS's services write it: elements, lists, what is null, and what is escaped. */
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { xmlDocument } from '../../../packages/services/src/apigateway/xml.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

describe('a document', () => {
  it.each<[string, Json, string]>([
    ['a text', 'a', '<R>a</R>'],
    ['an empty text', '', '<R></R>'],
    ['a number', 1.5, '<R>1.5</R>'],
    ['a boolean', false, '<R>false</R>'],
    ['no members', {}, '<R></R>'],
    ['members in their order', { B: 'b', A: 2 }, '<R><B>b</B><A>2</A></R>'],
    ['members of members', { A: { B: { C: true } } }, '<R><A><B><C>true</C></B></A></R>'],
    ['an empty member', { A: '', B: {} }, '<R><A></A><B></B></R>'],
    ['a member that is null', { A: null, B: 'b' }, '<R><B>b</B></R>'],
    ['a list', { A: ['x', 'y'] }, '<R><A>x</A><A>y</A></R>'],
    ['a list of one', { A: [{ B: 1 }] }, '<R><A><B>1</B></A></R>'],
    ['an empty list', { A: [], B: 'b' }, '<R><B>b</B></R>'],
    ['a list with null', { A: ['x', null] }, '<R><A>x</A></R>'],
  ])('of %s', (_what, value, written) => {
    expect(xmlDocument('R', value)).toBe(head + written);
  });

  it('names the namespace of its elements at the first', () => {
    expect(xmlDocument('R', { A: 'a' }, 'http://a.example/')).toBe(
      `${head}<R xmlns="http://a.example/"><A>a</A></R>`,
    );
  });

  it.each([
    ['a & b && c', 'a &amp; b &amp;&amp; c'],
    ['<a>', '&lt;a&gt;'],
    ['"a"', '&quot;a&quot;'],
    ["it's", "it's"],
    ['a\r\nb\tc', 'a&#13;\nb\tc'],
    ['&amp;', '&amp;amp;'],
    ['hé 😀', 'hé 😀'],
  ])('writes %j as %j', (text, written) => {
    expect(xmlDocument('R', { A: text })).toBe(`${head}<R><A>${written}</A></R>`);
  });
});
