import { toJson, type PassState } from '@stepthrough/asl';
import type { Step } from '../code.ts';
import { enter } from '../steps/enter.ts';
import { leaveFor } from '../steps/leave.ts';
import { putResult, selectPath } from '../steps/paths.ts';
import { finishJsonata } from '../steps/result.ts';
import { assignVariables, fillTemplate } from '../steps/templates.ts';
import type { Place, Way } from './way.ts';

export function compilePass(state: PassState, { language }: Place): Way {
  if (language === 'JSONata') return { steps: [enter, ...finishJsonata(state)] };
  return {
    steps: [
      enter,
      ...selectPath(state.inputPath, 'inputPath', 'afterInputPath'),
      ...fillTemplate(state.parameters, 'arguments', 'afterParameters'),
      ...giveResult(state),
      ...assignVariables(state.assign),
      ...putResult(state.resultPath),
      ...selectPath(state.outputPath, 'output', undefined),
      leaveFor(state.next?.value),
    ],
  };
}

/** `Result`: a literal in place of the input. */
function giveResult({ result }: PassState): readonly Step[] {
  if (!result) return [];
  const value = toJson(result.node);
  return [
    {
      phase: 'result',
      perform: (run, thread) => {
        thread.payload = value;
        run.setValue(thread, 'result', value);
        return 'done';
      },
    },
  ];
}
