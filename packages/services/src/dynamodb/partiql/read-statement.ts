/** The forms of statements that are simulated; others say that they are not. */
import { member } from '@stepthrough/json';
import type { Refusal } from '../../contract/outcome.ts';
import type { Condition } from '../expressions/condition.ts';
import type { Path } from '../expressions/path.ts';
import type { Action, Source, SourceFunction } from '../expressions/update.ts';
import { invalid, notSimulated, type AttributeValue } from '../values/attribute-value.ts';
import { Cursor } from './cursor.ts';
import { notWellFormed, StatementProblem } from './lexer.ts';
import { isLiteral, LiteralProblem, readLiteral, readMap } from './read-literal.ts';
import { readDocumentPath, readWhere } from './read-where.ts';
import type { Statement } from './statement.ts';

export function readStatement(
  text: string,
  parameters: readonly AttributeValue[],
): Statement | Refusal {
  try {
    const cursor = new Cursor(text, parameters);
    const statement = read(cursor);
    if ('error' in statement) return statement;
    if (cursor.token.kind !== 'end') return notWellFormed('Unexpected token after expression');
    if (cursor.unused !== 0) {
      return invalid("Number of parameters in request and statement don't match.");
    }
    return statement;
  } catch (error) {
    if (error instanceof StatementProblem) return notWellFormed(error.message);
    if (error instanceof LiteralProblem) return invalid(error.message);
    throw error;
  }
}

function read(cursor: Cursor): Statement | Refusal {
  if (cursor.take('SELECT')) return select(cursor);
  if (cursor.take('INSERT', 'INTO')) return insert(cursor);
  if (cursor.take('UPDATE')) return update(cursor);
  if (cursor.take('DELETE', 'FROM')) {
    const table = tableName(cursor);
    const where = requiredWhere(cursor);
    const returning = readReturning(cursor);
    return returning === undefined || returning === 'ALL OLD'
      ? { kind: 'delete', table, where, returning }
      : invalid(
          `Invalid returning clause: RETURNING ${returning} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
        );
  }
  if (cursor.isNext('EXISTS')) return notSimulated('EXISTS in PartiQL');
  return notWellFormed('Unexpected term');
}

function select(cursor: Cursor): Statement | Refusal {
  const paths: Path[] = [];
  if (!cursor.take('*')) {
    do paths.push(readDocumentPath(cursor));
    while (cursor.take(','));
  }
  cursor.expect('FROM');
  const [table = '', index, ...more] = fromNames(cursor);
  if (more.length > 0) {
    return invalid('A path may contain at most 2 components in the FROM clause');
  }
  if (table === '' || index === '') return invalid('Path component cannot be an empty string');
  if (isAlias(cursor)) return invalid('Aliasing is not supported');
  const where = cursor.take('WHERE') ? readWhere(cursor) : undefined;
  const orderBy = cursor.take('ORDER', 'BY') ? readOrder(cursor) : undefined;
  return {
    kind: 'select',
    table,
    index,
    paths: paths.length > 0 ? paths : undefined,
    where,
    orderBy,
  };
}

function readOrder(cursor: Cursor) {
  const name = cursor.name();
  const isDescending = cursor.take('DESC');
  if (!isDescending) cursor.take('ASC');
  return { name, isDescending };
}

function fromNames(cursor: Cursor): readonly string[] {
  const names = [cursor.name()];
  while (cursor.take('.')) names.push(cursor.name());
  return names;
}

function tableName(cursor: Cursor): string {
  const name = cursor.name();
  if (name === '') throw new LiteralProblem('Path component cannot be an empty string');
  if (isAlias(cursor)) throw new LiteralProblem('Aliasing is not supported');
  return name;
}

function isAlias(cursor: Cursor): boolean {
  const { kind, text } = cursor.token;
  if (kind === 'quoted') return true;
  return kind === 'name' && !/^(?:WHERE|ORDER|SET|REMOVE|RETURNING|VALUE)$/i.test(text);
}

function insert(cursor: Cursor): Statement {
  const table = cursor.name();
  if (!cursor.take('VALUE')) cursor.fail('Unexpected token after expression');
  cursor.expect('{');
  return { kind: 'insert', table, item: readMap(cursor, 'root') };
}

function update(cursor: Cursor): Statement {
  const table = tableName(cursor);
  const actions: Action[] = [];
  for (;;) {
    if (cursor.take('SET')) actions.push(...assignments(cursor));
    else if (cursor.take('REMOVE')) {
      do actions.push({ kind: 'REMOVE', path: readDocumentPath(cursor) });
      while (cursor.take(','));
    } else break;
  }
  if (actions.length === 0) cursor.fail();
  const where = requiredWhere(cursor);
  return { kind: 'update', table, actions, where, returning: readReturning(cursor) };
}

function assignments(cursor: Cursor): readonly Action[] {
  const actions: Action[] = [];
  do {
    const path = readDocumentPath(cursor);
    cursor.expect('=');
    actions.push({ kind: 'SET', path, source: sum(cursor) });
  } while (cursor.take(','));
  return actions;
}

function sum(cursor: Cursor): Source {
  const first = source(cursor);
  const name = cursor.isNext('+') ? '+' : cursor.isNext('-') ? '-' : undefined;
  if (!name) return first;
  cursor.next();
  return { kind: 'call', name, first, second: source(cursor) };
}

const functions: { readonly [name: string]: SourceFunction } = {
  if_not_exists: 'if_not_exists',
  list_append: 'list_append',
  set_add: 'set_add',
  set_delete: 'set_delete',
};

function source(cursor: Cursor): Source {
  if (isLiteral(cursor)) return { kind: 'value', value: readLiteral(cursor) };
  const { text } = cursor.token;
  const name = member(functions, text.toLowerCase());
  if (!name || !cursor.take(text.toUpperCase(), '(')) {
    return { kind: 'path', path: readDocumentPath(cursor) };
  }
  const first = source(cursor);
  cursor.expect(',');
  const second = source(cursor);
  cursor.expect(')');
  return { kind: 'call', name, first, second };
}

function requiredWhere(cursor: Cursor): Condition {
  cursor.expect('WHERE');
  return readWhere(cursor);
}

function readReturning(cursor: Cursor): string | undefined {
  if (!cursor.take('RETURNING')) return undefined;
  const extent = cursor.take('ALL') ? 'ALL' : cursor.take('MODIFIED') ? 'MODIFIED' : cursor.fail();
  const image = cursor.take('OLD') ? 'OLD' : cursor.take('NEW') ? 'NEW' : cursor.fail();
  cursor.expect('*');
  return `${extent} ${image}`;
}
