/** Policy documents: whether their statements allow an action on a resource. */
import type { Json } from '@stepthrough/asl';
import type { JsonObject } from '../service.ts';

type Decision = 'allow' | 'explicitDeny' | 'implicitDeny';

export function decide(document: Json, action: string, resource: string): Decision {
  const { Statement = [] } = (document ?? {}) as JsonObject;
  const statements = [Statement].flat() as readonly JsonObject[];
  const fitting = statements.filter(
    (statement) =>
      listOf(statement['Action']).some((pattern) => fits(pattern, action)) &&
      listOf(statement['Resource']).some((pattern) => fits(pattern, resource)),
  );
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  return fitting.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'implicitDeny';
}

function listOf(value: Json | undefined): readonly string[] {
  return [value ?? []].flat().map(String);
}

/** `*` stands for any text, `?` for one character. */
function fits(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = escaped.replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'i').test(text);
}
