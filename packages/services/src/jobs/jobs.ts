/** Jobs of ECS, Batch, Glue and CodeBuild: started now, ended a while later on the virtual clock. */
import { member, type JsonObject } from '@stepthrough/json';
import { resourceName } from '../contract/resource-name.ts';
import type { Context, Operation, ReplyTo, Service } from '../contract/service.ts';
import { success } from '../contract/outcome.ts';

export interface JobsState {
  readonly started: number;
}

/** A job that the scenario does not declare takes a minute and succeeds. */
const usualDuration = 60_000;

/** How the scenario lets a job go. */
interface Life {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'STOPPED';
  readonly reason: string | undefined;
  readonly exitCode: number;
  readonly output: JsonObject;
}

interface Job {
  /** By which name the scenario declares it. */
  readonly name: string;
  readonly submitted: JsonObject;
  readonly ended: (life: Life) => JsonObject;
}

export const jobs: Service<'jobs', JobsState, Ending> = {
  name: 'jobs',
  initial: () => ({ started: 0 }),
  operations: {
    RunTask: job(({ Cluster = 'default', TaskDefinition = '' }, id, { account, region }) => {
      const TaskArn = `arn:aws:ecs:${region}:${account}:task/${resourceName(String(Cluster))}/${id.replaceAll('-', '')}`;
      const base = { TaskArn, ClusterArn: Cluster, TaskDefinitionArn: TaskDefinition };
      const starting = { ...base, LastStatus: 'PROVISIONING', DesiredStatus: 'RUNNING' };
      return {
        name: String(TaskDefinition),
        submitted: { Failures: [], Tasks: [starting] },
        ended: ({ status, reason, exitCode, output }) => ({
          ...base,
          LastStatus: 'STOPPED',
          DesiredStatus: 'STOPPED',
          StopCode: status === 'STOPPED' ? 'UserInitiated' : 'EssentialContainerExited',
          StoppedReason: reason ?? 'Essential container in task exited',
          Containers: [{ ExitCode: exitCode, LastStatus: 'STOPPED' }],
          ...output,
        }),
      };
    }),
    SubmitJob: job(({ JobName = '', JobDefinition = '', JobQueue = '' }, JobId) => ({
      name: String(JobName),
      submitted: { JobId, JobName },
      ended: ({ status, reason, exitCode, output }) => ({
        JobId,
        JobName,
        JobDefinition,
        JobQueue,
        Status: status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED',
        ...(reason === undefined ? {} : { StatusReason: reason }),
        Container: { ExitCode: exitCode },
        ...output,
      }),
    })),
    StartJobRun: job(({ JobName = '', Arguments = {} }, id) => ({
      name: String(JobName),
      submitted: { JobRunId: `jr_${id.replaceAll('-', '')}` },
      ended: ({ status, reason, output }) => ({
        Id: `jr_${id.replaceAll('-', '')}`,
        JobName,
        Arguments,
        Attempt: 0,
        JobRunState: status === 'TIMED_OUT' ? 'TIMEOUT' : status,
        ...(reason === undefined ? {} : { ErrorMessage: reason }),
        ...output,
      }),
    })),
    StartBuild: job(({ ProjectName = '' }, id) => {
      const base = { Id: `${String(ProjectName)}:${id}`, ProjectName };
      return {
        name: String(ProjectName),
        submitted: { Build: { ...base, BuildStatus: 'IN_PROGRESS', BuildComplete: false } },
        ended: ({ status, output }) => ({
          Build: { ...base, BuildStatus: status, BuildComplete: true, ...output },
        }),
      };
    }),
  },
  /** The job has ended. */
  wake: ({ replyTo, description, failed }, state) => {
    const outcome = success({ description, failed });
    return { state, effects: [{ do: 'reply', replyTo, outcome }] };
  },
};

export interface Ending {
  readonly replyTo: ReplyTo;
  readonly description: JsonObject;
  readonly failed: boolean;
}

function job(
  begin: (request: JsonObject, id: string, context: Context) => Job,
): Operation<JobsState, Ending> {
  return (request, state, context) => {
    const { name, submitted, ended } = begin(request, context.uuid('job'), context);
    const declared = declaredJob(name, context);
    const status = (declared['status'] ?? 'SUCCEEDED') as Life['status'];
    const life: Life = {
      status,
      reason: declared['reason'] as string | undefined,
      exitCode: Number(declared['exitCode'] ?? (status === 'SUCCEEDED' ? 0 : 1)),
      output: (declared['output'] ?? {}) as JsonObject,
    };
    const { replyTo } = context;
    const at = context.now + Number(declared['duration'] ?? usualDuration);
    const failed = status !== 'SUCCEEDED' || life.exitCode !== 0;
    return {
      state: { started: state.started + 1 },
      outcome: success({ description: submitted }),
      effects: replyTo
        ? [
            {
              do: 'wake',
              key: { replyTo, description: ended(life), failed },
              at,
            },
          ]
        : [],
    };
  };
}

/** By its name as it is, or by the last part of its ARN without the revision. */
function declaredJob(name: string, { setting }: Context): JsonObject {
  const { jobs: declared } = setting.scenario.resources;
  const short = /([^/:]+)(?::\d+)?$/.exec(name)?.[1] ?? name;
  return member(declared, name) ?? member(declared, short) ?? {};
}
