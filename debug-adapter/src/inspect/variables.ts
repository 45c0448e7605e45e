import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Json, QueryLanguage } from '@stepthrough/asl';
import type { Handle, Handles, Row } from './handles.ts';
import { isArray, memberExpression, membersOf, previewOf, typeOf } from './json-value.ts';

/** The rows of a handle that the client asks for, as the protocol has them. */
export function variablesOf(
  handle: Handle,
  handles: Handles<Handle>,
  { filter, start, count }: DebugProtocol.VariablesArguments,
): DebugProtocol.Variable[] {
  if (filter !== undefined && (filter === 'indexed') !== handle.isList) return [];
  const rows = handle.rows();
  const from = start ?? 0;
  // A count of 0 means all, as the protocol says.
  const page = rows.slice(from, count ? from + count : undefined);
  return page.map((row) => variableOf(row, handle.language, handles));
}

function variableOf(
  row: Row,
  language: QueryLanguage,
  handles: Handles<Handle>,
): DebugProtocol.Variable {
  const { name, value, expression, text } = row;
  return {
    name,
    value: text ?? previewOf(value),
    type: typeOf(value),
    ...childrenOf(value, expression, language, handles),
    ...(expression === undefined ? {} : { evaluateName: expression }),
  };
}

/** What a client needs to open a value, or nothing for a scalar. */
export function childrenOf(
  value: Json,
  expression: string | undefined,
  language: QueryLanguage,
  handles: Handles<Handle>,
): { variablesReference: number; namedVariables?: number; indexedVariables?: number } {
  const members = membersOf(value);
  if (members.length === 0) return { variablesReference: 0 };
  const isList = isArray(value);
  const variablesReference = handles.add({
    isList,
    language,
    rows: () =>
      members.map(([name, member]) => ({
        name: isList ? `[${name}]` : name,
        value: member,
        expression:
          expression === undefined
            ? undefined
            : memberExpression(expression, name, isList, language),
      })),
  });
  return isList
    ? { variablesReference, indexedVariables: members.length }
    : { variablesReference, namedVariables: members.length };
}
