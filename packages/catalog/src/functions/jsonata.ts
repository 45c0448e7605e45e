import type { FunctionInfo, Parameter } from './intrinsics.ts';

interface JsonataFunctionInfo extends FunctionInfo {
  readonly group: JsonataGroup;
  /** Fewest and most arguments; the first may come from the context where `takesContext`. */
  readonly arity: readonly [least: number, most: number];
  readonly takesContext: boolean;
  /** Whether it is an addition of Step Functions to JSONata. */
  readonly isAws: boolean;
}

type JsonataGroup =
  'text' | 'number' | 'boolean' | 'array' | 'object' | 'time' | 'higher order' | 'Step Functions';

/**
 * One line a function: its parameters as signature help shows them (`?` optional, `~` may come from
 * the context, `...` any number), and what it does.
 */
const table: { readonly [G in JsonataGroup]: readonly (readonly [call: string, doc: string])[] } = {
  text: [
    ['string(value~, prettify?)', 'The value as text: JSON, unless it is text already.'],
    ['length(text~)', 'How many characters a text has.'],
    ['substring(text~, start, length?)', 'A part of a text; a negative start counts from its end.'],
    ['substringBefore(text~, chars)', 'The text before the first occurrence of chars.'],
    ['substringAfter(text~, chars)', 'The text after the first occurrence of chars.'],
    ['uppercase(text~)', 'The text in capital letters.'],
    ['lowercase(text~)', 'The text in small letters.'],
    ['trim(text~)', 'The text with runs of blanks made one, and none at its ends.'],
    [
      'pad(text~, width, char?)',
      'The text filled up to a width: at its end, or at its start with a negative width.',
    ],
    ['contains(text~, pattern)', 'Whether the text holds a text or matches a regular expression.'],
    ['split(text~, separator, limit?)', 'The parts of the text between separators, as an array.'],
    ['join(array, separator?)', 'The texts of an array as one.'],
    [
      'match(text~, pattern, limit?)',
      'The matches of a regular expression: objects with match, index and groups.',
    ],
    [
      'replace(text~, pattern, replacement, limit?)',
      'The text with occurrences replaced by a text, or by what a function makes of them.',
    ],
    ['base64encode(text~)', 'The text in Base64.'],
    ['base64decode(text~)', 'The text that Base64 holds.'],
    ['encodeUrlComponent(text~)', 'The text, escaped for a part of a URL.'],
    ['encodeUrl(text~)', 'The URL, escaped where it must be.'],
    ['decodeUrlComponent(text~)', 'The opposite of $encodeUrlComponent.'],
    ['decodeUrl(text~)', 'The opposite of $encodeUrl.'],
  ],
  number: [
    ['number(value~)', 'The number that a text or boolean stands for.'],
    ['abs(number~)', 'The number without its sign.'],
    ['floor(number~)', 'The next whole number downwards.'],
    ['ceil(number~)', 'The next whole number upwards.'],
    ['round(number~, precision?)', 'The number rounded to a number of places, half to even.'],
    ['power(base~, exponent)', 'The base raised to the exponent.'],
    ['sqrt(number~)', 'The square root.'],
    [
      'formatNumber(number~, picture, options?)',
      "The number as text after a picture such as '#,##0.00'.",
    ],
    ['formatBase(number~, radix?)', 'The number as text in a base from 2 to 36.'],
    [
      'formatInteger(number~, picture)',
      "The whole number as text, e.g. with the picture 'w' in words.",
    ],
    ['parseInteger(text~, picture)', 'The opposite of $formatInteger.'],
    ['sum(numbers)', 'The sum of an array of numbers.'],
    ['max(numbers)', 'The greatest of an array of numbers.'],
    ['min(numbers)', 'The least of an array of numbers.'],
    ['average(numbers)', 'The mean of an array of numbers.'],
  ],
  boolean: [
    ['boolean(value~)', 'Whether a value counts as true: not empty, not 0, not null.'],
    ['not(value~)', 'The opposite of $boolean.'],
    ['exists(value)', 'Whether an expression gives anything at all.'],
  ],
  array: [
    ['count(array)', 'How many items an array has.'],
    ['append(first, second)', 'Two arrays as one.'],
    ['sort(array, before?)', 'The array sorted; before(a, b) tells whether a comes after b.'],
    ['reverse(array)', 'The array backwards.'],
    ['shuffle(array)', 'The array in a random order.'],
    ['distinct(array)', 'The array without repeated items.'],
    ['zip(...arrays)', 'An array of arrays: all first items, all second items, and so on.'],
  ],
  object: [
    ['keys(object~)', 'The names of an object’s members.'],
    ['lookup(object~, name)', 'The member of that name; of an array, of each of its objects.'],
    ['spread(object~)', 'An array of objects of one member each.'],
    ['merge(objects)', 'An array of objects as one; later members win.'],
    ['each(object~, function)', 'What function(value, name) gives for every member, as an array.'],
    ['sift(object~, function?)', 'The members for which function(value, name) gives true.'],
    ['type(value)', 'null, number, string, boolean, array, object or function.'],
    ['error(message?)', 'Fails the expression with a message.'],
    ['assert(condition, message?)', 'Fails the expression unless a condition is true.'],
    ['clone(value~)', 'A copy of a value.'],
  ],
  time: [
    [
      'now(picture?, timezone?)',
      'The time of the evaluation, by default as ISO 8601 text in UTC; the same wherever it stands in one expression.',
    ],
    ['millis()', 'The time of the evaluation in milliseconds since 1970.'],
    ['fromMillis(number~, picture?, timezone?)', 'Milliseconds since 1970 as text.'],
    ['toMillis(text~, picture?)', 'The opposite of $fromMillis.'],
  ],
  'higher order': [
    ['map(array, function)', 'What function(value, index, array) gives for every item.'],
    ['filter(array, function)', 'The items for which function(value, index, array) gives true.'],
    [
      'single(array, function?)',
      'The only item for which function gives true; anything else fails.',
    ],
    [
      'reduce(array, function, initial?)',
      'Folds an array: function(soFar, value) is called item by item.',
    ],
  ],
  'Step Functions': [
    ['partition(array, size)', 'The array cut into arrays of a size; the last may be shorter.'],
    ['range(first, last, step)', 'An array of numbers from first to last, step by step.'],
    [
      'hash(text, algorithm?)',
      'A hash as hexadecimal text: MD5, SHA-1, SHA-256 (when left out), SHA-384 or SHA-512.',
    ],
    ['random(seed?)', 'A number from 0 up to 1; the same seed gives the same number.'],
    ['uuid()', 'A random version 4 UUID.'],
    [
      'parse(text)',
      'The value that JSON text holds; it stands in for $eval, which is not offered.',
    ],
  ],
};

/** The functions of JSONata 2.0 that Step Functions offers, by name without `$`; `$eval` is not one. */
export const jsonataFunctionDocs: ReadonlyMap<string, JsonataFunctionInfo> = new Map(
  (Object.keys(table) as JsonataGroup[]).flatMap((group) =>
    table[group].map(([call, doc]) => readCall(group, call, doc)),
  ),
);

function readCall(
  group: JsonataGroup,
  call: string,
  doc: string,
): readonly [string, JsonataFunctionInfo] {
  const [, name = '', list = ''] = /^(\w+)\((.*)\)$/.exec(call) ?? [];
  const marked = list === '' ? [] : list.split(', ');
  const parameters = marked.map((text): Parameter => {
    const own = { name: text.replace(/[?~]$|^\.{3}/g, ''), doc: '' };
    if (text.startsWith('...')) return { ...own, rest: true };
    return text.endsWith('?') ? { ...own, optional: true } : own;
  });
  const hasRest = parameters.some((each) => each.rest);
  const takesContext = marked[0]?.endsWith('~') === true;
  const needed = parameters.filter((each) => !each.optional).length;
  return [
    name,
    {
      signature: `$${name}(${marked.map((text) => text.replace('~', '')).join(', ')})`,
      doc: takesContext ? `${doc} Without its first argument it takes the context value.` : doc,
      parameters,
      example: `$${name}(${parameters.map((each) => each.name).join(', ')})`,
      group,
      arity: [takesContext ? needed - 1 : needed, hasRest ? Infinity : parameters.length],
      takesContext,
      isAws: group === 'Step Functions',
    },
  ];
}
