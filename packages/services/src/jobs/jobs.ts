/** Jobs of ECS, Batch, Glue and CodeBuild: started now, ended a while later on the virtual clock. */
import { member, type JsonObject } from '@stepthrough/json';
import type { Infer, Job as DeclaredJob, Shape } from '@stepthrough/scenario';
import { resourceName } from '../contract/resource-name.ts';
import { operation, record, text } from '../contract/request-form.ts';
import type { Context, Operation, ReplyTo, Service } from '../contract/service.ts';
import { success } from '../contract/outcome.ts';
import { integrations } from './task-integration.ts';

export interface JobsState {
  readonly started: number;
}

/** A job that the scenario does not declare takes a minute and succeeds. */
const usual: Omit<DeclaredJob, 'duration'> & { readonly duration: number } = {
  duration: 60_000,
  status: 'SUCCEEDED',
  output: {},
};

/** How the scenario lets a job go. */
interface Life {
  readonly status: DeclaredJob['status'];
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

const submitForm = { JobName: text, JobDefinition: text, JobQueue: text };

export const jobs: Service<'jobs', JobsState, Ending> = {
  name: 'jobs',
  integrations,
  initial: () => ({ started: 0 }),
  operations: {
    RunTask: job(
      { Cluster: text, TaskDefinition: text },
      ({ Cluster = 'default', TaskDefinition = '' }, id, { account, region }) => {
        const TaskArn = `arn:aws:ecs:${region}:${account}:task/${resourceName(Cluster)}/${id.replaceAll('-', '')}`;
        const base = { TaskArn, ClusterArn: Cluster, TaskDefinitionArn: TaskDefinition };
        const starting = { ...base, LastStatus: 'PROVISIONING', DesiredStatus: 'RUNNING' };
        return {
          name: TaskDefinition,
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
      },
    ),
    SubmitJob: job(submitForm, ({ JobName = '', JobDefinition = '', JobQueue = '' }, JobId) => ({
      name: JobName,
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
    StartJobRun: job(
      { JobName: text, Arguments: record },
      ({ JobName = '', Arguments = {} }, id) => ({
        name: JobName,
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
      }),
    ),
    StartBuild: job({ ProjectName: text }, ({ ProjectName = '' }, id) => {
      const base = { Id: `${ProjectName}:${id}`, ProjectName };
      return {
        name: ProjectName,
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

function job<const F extends { readonly [name: string]: Shape }>(
  form: F,
  begin: (
    request: Infer<{ readonly is: 'object'; readonly fields: F }>,
    id: string,
    context: Context,
  ) => Job,
): Operation<JobsState, Ending> {
  return operation(form, (request, state: JobsState, context) => {
    const { name, submitted, ended } = begin(request, context.uuid('job'), context);
    const { duration, status, reason, exitCode, output } = declaredJob(name, context) ?? usual;
    const life: Life = {
      status,
      reason,
      exitCode: exitCode ?? (status === 'SUCCEEDED' ? 0 : 1),
      output,
    };
    const { replyTo } = context;
    const at = context.now + duration;
    const failed = status !== 'SUCCEEDED' || life.exitCode !== 0;
    return {
      state: { started: state.started + 1 },
      outcome: success({ description: submitted }),
      effects: replyTo
        ? [{ do: 'wake', key: { replyTo, description: ended(life), failed }, at }]
        : [],
    };
  });
}

/** By its name as it is, or by the last part of its ARN without the revision. */
function declaredJob(name: string, { setting }: Context): DeclaredJob | undefined {
  const { jobs: declared } = setting.scenario.resources;
  const short = /([^/:]+)(?::\d+)?$/.exec(name)?.[1] ?? name;
  return member(declared, name) ?? member(declared, short);
}
