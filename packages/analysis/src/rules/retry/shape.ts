import { hasOpenKeys, valueOf } from '@stepthrough/asl';
import { limits, partFields } from '@stepthrough/catalog';
import { nearest } from '@stepthrough/json';
import { awsWords } from '../../aws-words.ts';
import { checkErrorEquals } from '../../errors.ts';
import { replaceString } from '../../fixes.ts';
import { isOpen } from '../../nodes.ts';
import { checkNumber, maxSeconds } from '../../numbers.ts';
import { handlingErrors, type Rule } from '../../rule.ts';

export const retryShape: Rule = {
  states: handlingErrors((state, report, facts) => {
    for (const { node, kind } of facts.parts(state)) {
      if (kind !== 'retrier' || hasOpenKeys(node)) continue;
      checkErrorEquals(node, 'retrier', report);
      checkNumber(node, 'IntervalSeconds', { min: 1, max: maxSeconds, takesZero: true }, report);
      checkNumber(node, 'MaxAttempts', { min: 0, max: maxSeconds }, report);
      checkNumber(node, 'BackoffRate', { min: 1, fraction: true }, report);
      checkNumber(node, 'MaxDelaySeconds', { min: 1, max: limits.maxDelaySeconds }, report);
      const jitter = valueOf(node, 'JitterStrategy');
      if (
        !jitter ||
        isOpen(jitter) ||
        (jitter.kind === 'string' && strategies.includes(jitter.value))
      )
        continue;
      const closest = jitter.kind === 'string' ? nearest(jitter.value, strategies) : undefined;
      report(jitter, 'JitterStrategy must be FULL or NONE.', {
        aws: { message: awsWords.oneOf(['NONE', 'FULL'], jitter) },
        fixes: closest ? [replaceString(facts.document, jitter, closest, `Write ${closest}`)] : [],
      });
    }
  }),
};

const strategies: readonly string[] = partFields.retrier.JitterStrategy.values;
