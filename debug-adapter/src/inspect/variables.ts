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
  return page.map((row) => variableOf(row, handle, handles));
}

function variableOf(
  row: Row,
  { language, assign }: Handle,
  handles: Handles<Handle>,
): DebugProtocol.Variable {
  const { name, value, expression, text } = row;
  const replace = assign && ((changed: Json): void => assign(name, changed));
  return {
    name,
    value: text ?? previewOf(value),
    type: typeOf(value),
    ...childrenOf(value, expression, language, handles, replace),
    ...(expression === undefined ? {} : { evaluateName: expression }),
    ...(assign ? {} : { presentationHint: { attributes: ['readOnly'] } }),
  };
}

/**
 * What a client needs to open a value, or nothing for a scalar. `replace` puts another value in its
 * place, where that is possible.
 */
export function childrenOf(
  value: Json,
  expression: string | undefined,
  language: QueryLanguage,
  handles: Handles<Handle>,
  replace?: (value: Json) => void,
): { variablesReference: number; namedVariables?: number; indexedVariables?: number } {
  const members = membersOf(value);
  if (members.length === 0) return { variablesReference: 0 };
  const isList = isArray(value);
  const rowName = (name: string): string => (isList ? `[${name}]` : name);
  const variablesReference = handles.add({
    isList,
    language,
    assign:
      replace &&
      ((row, changed) => {
        const entries = members.map(
          ([name, member]) => [name, rowName(name) === row ? changed : member] as const,
        );
        replace(isList ? entries.map(([, member]) => member) : Object.fromEntries(entries));
      }),
    rows: () =>
      members.map(([name, member]) => ({
        name: rowName(name),
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
