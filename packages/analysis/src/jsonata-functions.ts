/** Fewest and most arguments. A function that can take its first argument from the context may have one less. */
type Arity = readonly [least: number, most: number];

const table: readonly (readonly [least: number, most: number, names: string])[] = [
  [0, 0, 'millis uuid'],
  [
    0,
    1,
    'lowercase uppercase length trim number floor ceil abs sqrt random boolean not keys spread clone error',
  ],
  [0, 1, 'base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl'],
  [0, 2, 'string formatBase round toMillis now'],
  [0, 3, 'fromMillis'],
  [1, 1, 'sum count max min average exists merge reverse type shuffle distinct parse'],
  [
    1,
    2,
    'substringBefore substringAfter contains join formatInteger parseInteger power lookup each assert sort hash single map filter sift',
  ],
  [1, 3, 'substring pad match split formatNumber'],
  [1, Infinity, 'zip'],
  [2, 2, 'append partition'],
  [2, 3, 'reduce'],
  [2, 4, 'replace'],
  [3, 3, 'range'],
];

/** The functions of JSONata 2.0 that AWS offers, with those that AWS adds; `$eval` is not among them. */
export const jsonataFunctions: ReadonlyMap<string, Arity> = new Map(
  table.flatMap(([least, most, names]) =>
    names.split(' ').map((name): [string, Arity] => [name, [least, most]]),
  ),
);
