/** Expressions of DynamoDB, generated; `:0` to `:4`, `:p`, `:S` and `:L` are values, `#r` and `#k` names. */
import fc from 'fast-check';
import { mostly, type Text } from './dynamodb-values.ts';

const step: Text = fc.constantFrom('', '', '', '.x', '.y', '[0]', '[1]', '.x[0]', '[0].x', '.#k');
export const path: Text = mostly(
  fc
    .tuple(fc.constantFrom('a', 'b', 'n', 'm', 'l', 's', '#r', '#k'), step)
    .map((all) => all.join('')),
  fc.constantFrom('pk', 'sk', 'name', 'a..b', 'a[', '0a', 'a[-1]', 'size', 'a b', '#none', 'a.0'),
  25,
);
const word: Text = fc.constantFrom(':0', ':1', ':2', ':3');
const spaced = (...parts: readonly (string | Text)[]): Text =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(''));

const operand: Text = fc.oneof(
  { weight: 4, arbitrary: path },
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: spaced('size(', path, ')') },
);
const comparator = fc.constantFrom(' = ', '<>', ' < ', '<=', ' > ', ' >= ');
const simple: Text = fc.oneof(
  { weight: 4, arbitrary: spaced(operand, comparator, operand) },
  { weight: 1, arbitrary: spaced(operand, ' BETWEEN ', operand, ' AND ', operand) },
  {
    weight: 1,
    arbitrary: spaced(
      operand,
      ' IN (',
      fc.array(operand, { minLength: 1, maxLength: 3 }).map((all) => all.join(', ')),
      ')',
    ),
  },
  { weight: 1, arbitrary: spaced('attribute_exists(', path, ')') },
  { weight: 1, arbitrary: spaced('attribute_not_exists (', path, ')') },
  {
    weight: 1,
    arbitrary: spaced('attribute_type(', path, ', ', fc.constantFrom(':S', ':L', ':0'), ')'),
  },
  { weight: 1, arbitrary: spaced('begins_with(', operand, ', ', operand, ')') },
  { weight: 1, arbitrary: spaced('contains(', operand, ', ', operand, ')') },
);
const wrongCondition: Text = fc.constantFrom(
  'a',
  'a = ',
  '((a = :0))',
  'a = :0 AND',
  'size(a)',
  'sizes(a) = :0',
  'attribute_exists(a, b)',
  'attribute_exists(:0)',
  'a == :0',
  '',
  'NOT NOT a = :0',
  'a IN ()',
  'a = :none',
);
export const condition: Text = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    mostly(simple, wrongCondition, 20),
    spaced('NOT ', tie('any')),
    spaced('(', tie('any'), ')'),
    spaced(tie('any'), ' AND ', tie('any')),
    spaced(tie('any'), ' OR ', tie('any')),
  ),
})).any;

const number: Text = fc.oneof(
  path,
  fc.constant(':2'),
  spaced('if_not_exists(', path, ', :2)'),
  mostly(fc.constantFrom('n', 'a'), word, 8),
);
const list: Text = fc.oneof(
  path,
  fc.constantFrom('l', ':4'),
  spaced('if_not_exists(', path, ', :4)'),
  mostly(fc.constantFrom('l', 'b'), word, 8),
);
/** A nested path gets no other path: dynalite keeps what is assigned by reference, and ends in circles. */
const assignment: Text = fc.oneof(
  {
    weight: 2,
    arbitrary: spaced(
      path,
      ' = ',
      fc.oneof(word, spaced(number, ' + ', number), spaced(number, ' - ', number)),
    ),
  },
  {
    weight: 2,
    arbitrary: spaced(
      fc.constantFrom('a', 'b', 'n', 'm', 'l', 's', '#r'),
      ' = ',
      fc.oneof(
        path,
        spaced('if_not_exists(', path, ', ', fc.oneof(word, path, list), ')'),
        spaced('list_append(', list, ', ', list, ')'),
      ),
    ),
  },
);
const clause = (name: string, action: Text): Text =>
  spaced(
    `${name} `,
    fc.array(action, { minLength: 1, maxLength: 3 }).map((all) => all.join(', ')),
  );
export const update: Text = mostly(
  fc
    .tuple(
      fc.option(clause('SET', assignment), { nil: '', freq: 4 }),
      fc.option(clause('REMOVE', path), { nil: '', freq: 1 }),
      fc.option(clause('ADD', spaced(path, ' ', fc.constantFrom(':0', ':2', ':3', ':3'))), {
        nil: '',
        freq: 1,
      }),
      fc.option(clause('DELETE', spaced(path, ' ', fc.constantFrom(':3', ':3', ':3', ':0'))), {
        nil: '',
        freq: 1,
      }),
    )
    .map((all) => all.filter((text) => text !== '').join(' ')),
  fc.constantFrom(
    'SET a = :0 SET b = :1',
    'SET a',
    'set a = :0',
    'SET a = :0,',
    'REMOVE :0',
    'ADD a b',
    'SET a = size(b)',
    'SET a = :0 + :1 + :2',
    'SET pk = :0',
  ),
  15,
);
export const projection: Text = fc
  .array(path, { minLength: 1, maxLength: 4 })
  .map((all) => all.join(', '));

export const keyCondition: Text = mostly(
  fc
    .tuple(
      fc.constantFrom('pk = :p', ':p = pk', '(pk = :p)'),
      fc.constantFrom(
        '',
        '',
        ' AND sk = :2',
        ' AND sk < :2',
        ' AND sk >= :2',
        ' AND sk BETWEEN :2 AND :2',
        ' AND :2 <= sk',
        ' AND (sk > :2)',
      ),
    )
    .map((all) => all.join('')),
  fc.constantFrom(
    'pk = :p OR sk = :2',
    'pk = :p AND begins_with(sk, :2)',
    'pk = :p AND sk <> :2',
    'pk < :p',
    'sk = :2',
    'pk = :p AND a = :2',
    'pk = :2',
    'pk = :p AND sk = :p',
    'pk = :p AND sk IN (:2)',
    'pk = :p AND pk = :p',
    'NOT pk = :p',
    'pk = :p AND sk > :2 AND sk < :2',
  ),
  12,
);
