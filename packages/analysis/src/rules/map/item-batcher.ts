import { hasOpenKeys, propertyOf } from '@stepthrough/asl';
import { limits } from '@stepthrough/catalog';
import { awsWords } from '../../aws-words.ts';
import { has } from '../../nodes.ts';
import { checkNumber } from '../../numbers.ts';
import type { Rule } from '../../rule.ts';

export const mapItemBatcher: Rule = {
  states: {
    Map(state, report, { language }) {
      const batcher = state.itemBatcher;
      if (!batcher || hasOpenKeys(batcher.value)) return;
      const jsonata = language(state) === 'JSONata';
      const names = ['MaxItemsPerBatch', 'MaxInputBytesPerBatch'];
      if (!names.some((name) => has(batcher.value, name) || has(batcher.value, `${name}Path`))) {
        report(batcher.key, 'ItemBatcher needs MaxItemsPerBatch or MaxInputBytesPerBatch.', {
          aws: {
            message: `At least one of these fields is required: [${names.join(', ')}]`,
            at: batcher.value.range,
          },
        });
      }
      checkNumber(
        batcher.value,
        'MaxItemsPerBatch',
        { min: 1, max: limits.mapItems, jsonata },
        report,
      );
      checkNumber(
        batcher.value,
        'MaxInputBytesPerBatch',
        { min: 1, max: limits.batchBytes, jsonata },
        report,
      );
      for (const name of names) {
        const path = propertyOf(batcher.value, `${name}Path`);
        if (!path || !has(batcher.value, name)) continue;
        report(path.key, `ItemBatcher has ${name} or ${name}Path, not both.`, {
          aws: { message: awsWords.onlyOne([name, `${name}Path`]), at: batcher.value.range },
        });
      }
    },
  },
};
