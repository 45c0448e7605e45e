import { nearest } from './nearest.ts';

type Members = { readonly [name: string]: Members | undefined };

const open = undefined;

/** The context object (developer guide, 'Accessing execution data'); an open member has any content. */
const members: Members = {
  Execution: {
    Id: open,
    Input: open,
    Name: open,
    RoleArn: open,
    StartTime: open,
    RedriveCount: open,
    RedriveTime: open,
  },
  State: { EnteredTime: open, Name: open, RetryCount: open },
  StateMachine: { Id: open, Name: open },
  Task: { Token: open },
  Map: { Item: { Index: open, Value: open, Key: open, Source: open } },
};

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
  let at: Members | undefined = members;
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
    at = at[name];
  }
  return undefined;
}
