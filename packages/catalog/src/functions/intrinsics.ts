/** A parameter of a function, for signature help. */
export interface Parameter {
  readonly name: string;
  readonly doc: string;
  readonly optional?: true;
  /** Stands for any number of arguments. */
  readonly rest?: true;
}

export interface FunctionInfo {
  /** E.g. `States.ArrayRange(first, last, step)`. */
  readonly signature: string;
  readonly doc: string;
  readonly parameters: readonly Parameter[];
  readonly example: string;
}

const parameter = (name: string, doc: string): Parameter => ({ name, doc });
const optional = (name: string, doc: string): Parameter => ({ name, doc, optional: true });
const rest = (name: string, doc: string): Parameter => ({ name, doc, rest: true });

function info(
  name: string,
  parameters: readonly Parameter[],
  doc: string,
  example: string,
): readonly [string, FunctionInfo] {
  const list = parameters.map((each) =>
    each.rest ? `...${each.name}` : `${each.name}${each.optional ? '?' : ''}`,
  );
  return [name, { signature: `${name}(${list.join(', ')})`, doc, parameters, example }];
}

const array = parameter('array', 'A path to an array, or a call that gives one.');

/** The intrinsic functions of JSONPath states (States Language, appendix B). */
export const intrinsicFunctionDocs: ReadonlyMap<string, FunctionInfo> = new Map([
  info(
    'States.Format',
    [
      parameter('template', 'A text with {} for each value. \\{ and \\} are braces of its own.'),
      rest('values', 'One value for each {}.'),
    ],
    'Puts the values into the places marked {} of the template.',
    "States.Format('Hello, {}!', $.name)",
  ),
  info(
    'States.StringToJson',
    [parameter('text', 'JSON text.')],
    'Reads JSON text.',
    'States.StringToJson($.text)',
  ),
  info(
    'States.JsonToString',
    [parameter('value', 'A path to the value.')],
    'Writes a value as compact JSON text.',
    'States.JsonToString($.data)',
  ),
  info(
    'States.Array',
    [rest('values', 'The items, in order.')],
    'Makes an array of the values.',
    'States.Array($.first, 2, $.third)',
  ),
  info(
    'States.ArrayPartition',
    [array, parameter('size', 'How many items each part has: a whole number above 0.')],
    'Cuts an array into arrays of a size; the last may be shorter.',
    'States.ArrayPartition($.items, 4)',
  ),
  info(
    'States.ArrayContains',
    [array, parameter('value', 'The value that is looked for.')],
    'Tells whether an array holds a value.',
    "States.ArrayContains($.colours, 'red')",
  ),
  info(
    'States.ArrayRange',
    [
      parameter('first', 'The first number.'),
      parameter('last', 'The number that is not passed.'),
      parameter('step', 'The difference of neighbours; not 0.'),
    ],
    'Makes an array of numbers, at most 1,000.',
    'States.ArrayRange(1, 9, 2)',
  ),
  info(
    'States.ArrayGetItem',
    [array, parameter('index', 'The place of the item, counted from 0.')],
    'Gives one item of an array.',
    'States.ArrayGetItem($.items, 0)',
  ),
  info(
    'States.ArrayLength',
    [array],
    'Tells how many items an array has.',
    'States.ArrayLength($.items)',
  ),
  info(
    'States.ArrayUnique',
    [array],
    'Drops repeated items; the order may change.',
    'States.ArrayUnique($.items)',
  ),
  info(
    'States.Base64Encode',
    [parameter('text', 'At most 10,000 characters.')],
    'Encodes text in Base64.',
    'States.Base64Encode($.text)',
  ),
  info(
    'States.Base64Decode',
    [parameter('text', 'Base64 of at most 10,000 characters.')],
    'Decodes Base64 text.',
    'States.Base64Decode($.text)',
  ),
  info(
    'States.Hash',
    [
      parameter('data', 'At most 10,000 characters.'),
      parameter('algorithm', "'MD5', 'SHA-1', 'SHA-256', 'SHA-384' or 'SHA-512'."),
    ],
    'Hashes data to hexadecimal text.',
    "States.Hash($.text, 'SHA-256')",
  ),
  info(
    'States.JsonMerge',
    [
      parameter('first', 'An object.'),
      parameter('second', 'An object; its members win.'),
      parameter('deep', 'false: only shallow merging is supported.'),
    ],
    'Merges two objects.',
    'States.JsonMerge($.defaults, $.settings, false)',
  ),
  info(
    'States.MathRandom',
    [
      parameter('from', 'The least number.'),
      parameter('to', 'The number below which the result is.'),
      optional('seed', 'The same seed gives the same number.'),
    ],
    'Gives a random whole number.',
    'States.MathRandom(1, 100)',
  ),
  info(
    'States.MathAdd',
    [parameter('a', 'A whole number.'), parameter('b', 'A whole number; negative to subtract.')],
    'Adds two whole numbers.',
    'States.MathAdd($.count, 1)',
  ),
  info(
    'States.StringSplit',
    [
      parameter('text', 'The text to cut.'),
      parameter('separators', 'Each of these characters separates.'),
    ],
    'Cuts a text at separators into an array.',
    "States.StringSplit($.csv, ',')",
  ),
  info('States.UUID', [], 'Makes a random version 4 UUID.', 'States.UUID()'),
]);
