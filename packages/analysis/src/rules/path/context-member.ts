import { unknownContextMember } from '../../context-members.ts';
import { rangeIn, readIntrinsic, readPath } from '../../expressions.ts';
import type { IntrinsicCall, PathReading } from '../../expressions.ts';
import type { Rule } from '../../rule.ts';

export const pathContextMember: Rule = {
  expression(site, report, { document }) {
    // A path into the context is wrong there as a whole.
    if (site.field === 'ResultPath') return;
    const path = readPath(site);
    const found = path?.ok
      ? [{ syntax: path.value.syntax, start: 0 }]
      : callPaths(readIntrinsic(site));
    for (const { syntax, start } of found) {
      if (syntax.root.kind !== 'context') continue;
      const names = syntax.segments.map((segment) =>
        segment.kind === 'names' ? segment.names[0] : undefined,
      );
      const unknown = unknownContextMember(names);
      if (!unknown) continue;
      const index = site.text.indexOf(unknown.name, start);
      report(rangeIn(document, site, index, unknown.name.length), unknown.message);
    }
  },
};

type Syntax = PathReading['syntax'];

function callPaths(
  call: ReturnType<typeof readIntrinsic>,
): readonly { syntax: Syntax; start: number }[] {
  return call?.ok ? pathsIn(call.value.syntax) : [];
}

function pathsIn(call: IntrinsicCall): readonly { syntax: Syntax; start: number }[] {
  return call.arguments.flatMap((argument) => {
    if (argument.kind === 'call') return pathsIn(argument);
    return argument.kind === 'path' ? [argument] : [];
  });
}
