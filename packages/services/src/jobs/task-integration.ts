import { isObject } from '@stepthrough/json';
import type { OptimizedIntegration, TaskIntegrations } from '../contract/task-integration.ts';
import { withMetadata } from '../contract/task-shapes.ts';

/** Jobs that `.sync` waits for. */
export const integrations: TaskIntegrations = {
  optimized: {
    'ecs:runTask': job('AmazonECS'),
    'batch:submitJob': job('AWSBatch'),
    'glue:startJobRun': job('AWSGlue'),
    'codebuild:startBuild': job('AWSCodeBuild'),
  },
};

function job(causeName: string): OptimizedIntegration {
  return {
    causeName,
    result: (response, answered) => {
      const { failed, description = null } = isObject(response) ? response : {};
      if (failed === true) {
        return { failed: { error: 'States.TaskFailed', cause: JSON.stringify(description) } };
      }
      return answered.isSubmitted ? { output: description } : withMetadata(description, answered);
    },
  };
}
