import { propertyOf } from '@stepthrough/asl';
import { awsWords } from '../../aws-words.ts';
import { has } from '../../nodes.ts';
import { checkNumber, maxSeconds } from '../../numbers.ts';
import type { Rule } from '../../rule.ts';

export const taskTimeout: Rule = {
  states: {
    Task(state, report, { language }) {
      const range = { min: 1, max: maxSeconds, jsonata: language(state) === 'JSONata' };
      for (const name of ['TimeoutSeconds', 'HeartbeatSeconds']) {
        checkNumber(state.node, name, range, report);
        const path = propertyOf(state.node, `${name}Path`);
        if (path && has(state.node, name)) {
          report(path.key, `A Task has ${name} or ${name}Path, not both.`, {
            aws: {
              message: awsWords.onlyOne([name, `${name}Path`]),
              at: state.node.range,
            },
          });
        }
      }
      const { timeoutSeconds: timeout, heartbeatSeconds: heartbeat } = state;
      if (
        typeof timeout?.value !== 'number' ||
        typeof heartbeat?.value !== 'number' ||
        heartbeat.value < timeout.value
      )
        return;
      report(
        heartbeat.node,
        `HeartbeatSeconds must be smaller than TimeoutSeconds, which is ${timeout.value}.`,
        {
          related: [{ message: 'TimeoutSeconds is here.', range: timeout.node.range }],
          aws: { message: 'HeartbeatSeconds should be smaller than TimeoutSeconds' },
        },
      );
    },
  },
};
