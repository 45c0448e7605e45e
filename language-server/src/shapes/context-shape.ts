import { type ContextMembers, contextMembers } from '@stepthrough/catalog';
import { member } from '@stepthrough/json';
import { any, objectOf, type Shape, text } from './shape.ts';

/** The context object, `$$` and `$states.context`, with what is known of its two payloads. */
export function contextShape(input: Shape, item: Shape): Shape {
  return { type: 'object', members: membersOf(contextMembers, { Input: input, Value: item }) };
}

function membersOf(
  members: ContextMembers,
  payloads: { readonly [name: string]: Shape },
): ReadonlyMap<string, Shape> {
  return new Map(
    Object.entries(members).map(([name, { type, doc, members: inner }]): [string, Shape] => {
      if (inner) return [name, { type: 'object', doc, members: membersOf(inner, payloads) }];
      return [name, { ...(member(payloads, name) ?? shapes[type]), doc }];
    }),
  );
}

const shapes = {
  string: text,
  timestamp: text,
  integer: { type: 'number' },
  object: { type: 'object' },
  any,
} as const satisfies { readonly [type: string]: Shape };

/** What a catcher gets: `$states.errorOutput`, or what its ResultPath places. */
export const errorShape: Shape = objectOf({
  Error: { ...text, doc: 'Name of the error.' },
  Cause: { ...text, doc: 'Why it happened.' },
});
