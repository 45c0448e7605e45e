import type { SucceedState } from '@stepthrough/asl';
import { enter } from '../steps/enter.ts';
import { leaveFor } from '../steps/leave.ts';
import { selectPath } from '../steps/paths.ts';
import { transformJsonata } from '../steps/result.ts';
import type { Place, Way } from './way.ts';

export function compileSucceed(state: SucceedState, { language }: Place): Way {
  const transforms =
    language === 'JSONata'
      ? transformJsonata(state)
      : [
          ...selectPath(state.inputPath, 'inputPath', 'afterInputPath'),
          ...selectPath(state.outputPath, 'output', undefined),
        ];
  return { steps: [enter, ...transforms, leaveFor(undefined)] };
}
