import { contextMembers, type ContextMembers } from '@stepthrough/catalog';
import { member, nearest } from '@stepthrough/json';

interface UnknownMember {
  readonly name: string;
  /** Its place among the names. */
  readonly index: number;
  readonly message: string;
}

/** The first of some names, read from the context object on, that is no member of it. */
export function unknownContextMember(
  names: readonly (string | undefined)[],
): UnknownMember | undefined {
  let at: ContextMembers | undefined = contextMembers;
  for (const [index, name] of names.entries()) {
    if (name === undefined || at === undefined) return undefined;
    if (!Object.hasOwn(at, name)) {
      const closest = nearest(name, Object.keys(at));
      const hint =
        closest === undefined
          ? `There are ${Object.keys(at).join(', ')}.`
          : `Did you mean ${closest}?`;
      return { name, index, message: `The context object has no member ${name} here. ${hint}` };
    }
    at = member(at, name)?.members;
  }
  return undefined;
}
