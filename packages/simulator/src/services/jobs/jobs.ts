/** Jobs of ECS, Batch, Glue and CodeBuild: started now, ended a while later on the virtual clock. */
import type { Json } from '@stepthrough/asl';
import {
  success,
  type JsonObject,
  type Operation,
  type ReplyTo,
  type Service,
} from '../service.ts';

export interface JobsState {
  readonly started: number;
}

/** A job without a scenario's answer takes a minute and succeeds. */
const jobDuration = 60_000;

export const jobs: Service<JobsState> = {
  name: 'jobs',
  initial: () => ({ started: 0 }),
  operations: {
    RunTask: job(({ Cluster = 'default', TaskDefinition = '' }, id) => ({
      submitted: {
        Failures: [],
        Tasks: [
          {
            TaskArn: id,
            ClusterArn: Cluster,
            TaskDefinitionArn: TaskDefinition,
            LastStatus: 'PROVISIONING',
            DesiredStatus: 'RUNNING',
          },
        ],
      },
      ended: {
        TaskArn: id,
        ClusterArn: Cluster,
        TaskDefinitionArn: TaskDefinition,
        LastStatus: 'STOPPED',
        DesiredStatus: 'STOPPED',
        StoppedReason: 'Essential container in task exited',
        Containers: [{ ExitCode: 0, LastStatus: 'STOPPED' }],
      },
    })),
    SubmitJob: job(({ JobName = '' }, id) => ({
      submitted: { JobId: id, JobName },
      ended: { JobId: id, JobName, Status: 'SUCCEEDED' },
    })),
    StartJobRun: job(({ JobName = '' }, id) => ({
      submitted: { JobRunId: id },
      ended: { Id: id, JobName, JobRunState: 'SUCCEEDED', Attempt: 0 },
    })),
    StartBuild: job(({ ProjectName = '' }, id) => ({
      submitted: { Build: { Id: id, ProjectName, BuildStatus: 'IN_PROGRESS' } },
      ended: { Build: { Id: id, ProjectName, BuildStatus: 'SUCCEEDED', BuildComplete: true } },
    })),
  },
  wake: (key, state) => {
    const { replyTo, ended } = key as unknown as {
      readonly replyTo: ReplyTo;
      readonly ended: Json;
    };
    return { state, effects: [{ do: 'reply', replyTo, outcome: success(ended) }] };
  },
};

function job(
  life: (request: JsonObject, id: string) => { readonly submitted: Json; readonly ended: Json },
): Operation<JobsState> {
  return (request, state, context) => {
    const { submitted, ended } = life(request, context.uuid('job'));
    const { replyTo } = context;
    return {
      state: { started: state.started + 1 },
      outcome: success(submitted),
      effects: replyTo
        ? [
            {
              do: 'wake',
              key: { replyTo, ended } as unknown as Json,
              at: context.now + jobDuration,
            },
          ]
        : [],
    };
  };
}
