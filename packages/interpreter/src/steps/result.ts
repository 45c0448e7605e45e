/** The end of a state's usual way: what becomes of its result. */
import type { StateBase, Template, NullableText } from '@stepthrough/asl';
import type { Step } from '../code.ts';
import { jsonataField } from './jsonata.ts';
import { leaveFor } from './leave.ts';
import { putResult, selectPath } from './paths.ts';
import { assignVariables, fillTemplate, keepAssigned } from './templates.ts';

interface HasResult extends StateBase {
  readonly resultSelector: Template | undefined;
  readonly resultPath: NullableText | undefined;
}

/** ResultSelector, Assign, ResultPath and OutputPath of a JSONPath state that has a result. */
export function finishJsonPath(state: HasResult): readonly Step[] {
  return [
    ...fillTemplate(state.resultSelector, 'resultSelector', 'afterResultSelector'),
    ...assignVariables(state.assign),
    ...putResult(state.resultPath),
    ...selectPath(state.outputPath, 'output', undefined),
    leaveFor(state.next?.value),
  ];
}

/** Assign and Output of a JSONata state; both see the variables as they were. */
export function finishJsonata(state: StateBase, prefix = ''): readonly Step[] {
  return [...transformJsonata(state, prefix), leaveFor(state.next?.value)];
}

interface Transforms {
  readonly assign: Template | undefined;
  readonly output: Template | undefined;
}

export function transformJsonata({ assign, output }: Transforms, prefix = ''): readonly Step[] {
  return [
    ...jsonataField(`${prefix}Assign`, 'assign', assign?.node, keepAssigned),
    ...jsonataField(`${prefix}Output`, 'output', output?.node, (_run, thread, value) => {
      thread.payload = value;
      return 'done';
    }),
  ];
}
