/** Policy documents: whether their statements allow an action on a resource. */
import { isObject, textOf, type Json } from '@stepthrough/json';
import { Wildcard } from '@stepthrough/expressions';

type Decision = 'allow' | 'explicitDeny' | 'implicitDeny';

export function decide(document: Json, action: string, resource: string): Decision {
  const Statement = isObject(document) ? (document['Statement'] ?? []) : [];
  const statements = [Statement].flat().filter((statement) => isObject(statement));
  const fitting = statements.filter(
    (statement) =>
      listOf(statement['Action']).some((pattern) => fits(pattern, action)) &&
      listOf(statement['Resource']).some((pattern) => fits(pattern, resource)),
  );
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'explicitDeny';
  return fitting.some(({ Effect }) => Effect === 'Allow') ? 'allow' : 'implicitDeny';
}

function listOf(value: Json | undefined): readonly string[] {
  return [value ?? []].flat().map(textOf);
}

/** `*` stands for any text, `?` for one character; case does not count. */
function fits(pattern: string, text: string): boolean {
  return new Wildcard(pattern.toLowerCase(), { one: true }).matches(text.toLowerCase());
}
