/** What AWS said of executions after their end, held against what the simulation says of the same. */
import type { Json } from '@stepthrough/asl';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TestWorld } from './world.ts';

const folder = join(import.meta.dirname, '../../../shared/conformance/executions');
const recordings = existsSync(folder)
  ? readdirSync(folder).map(
      (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recorded,
    )
  : [];
const described = recordings.filter(({ expect: wanted }) => wanted.description !== undefined);
const answered = recordings.filter(({ expect: wanted }) => wanted.response !== undefined);

describe.skipIf(recordings.length === 0)('DescribeExecution', () => {
  it('has recordings of ends of each kind', () => {
    const statuses = described.map(({ expect: { description } }) => description?.['status']);
    expect([...new Set(statuses)].sort()).toEqual(['SUCCEEDED', 'TIMED_OUT']);
  });

  it.each(described.map((recorded) => [recorded.name, recorded] as const))(
    '%s',
    async (_, recorded) => {
      const { description = {} } = recorded.expect;
      const world = worldOf(recorded);
      const { value: started } = await world.call('states', 'StartExecution', {
        ...target,
        name: description['name'] ?? '',
        input: JSON.stringify(recorded.input),
      });
      await world.pass(3_600_000);
      const { executionArn } = started as { readonly executionArn: string };
      const { value } = await world.call('states', 'DescribeExecution', { executionArn });
      expect(value).toMatchObject(description);
      expect(membersOf(value)).toEqual(
        // Recorded in part: what every answer has besides, and redrives only since there are any.
        [
          ...new Set([
            ...Object.keys(description),
            ...['executionArn', 'stateMachineArn', 'input', 'startDate', 'stopDate'],
            ...['redriveCount', 'redriveStatus'],
            ...(description['status'] === 'SUCCEEDED' ? ['output', 'redriveStatusReason'] : []),
          ]),
        ].sort(),
      );
    },
  );
});

describe.skipIf(recordings.length === 0)('StartSyncExecution', () => {
  it.each(answered.map((recorded) => [recorded.name, recorded] as const))(
    '%s',
    async (_, recorded) => {
      const { response = {}, status } = recorded.expect;
      const world = worldOf(recorded);
      await world.call('states', 'StartSyncExecution', {
        ...target,
        input: JSON.stringify(recorded.input),
      });
      await world.pass(3_600_000);
      const { billingDetails, ...details } = response;
      const { value } = world.reply();
      expect(value).toMatchObject({ ...details, status });
      // How long it took depends on the functions of that day.
      expect(membersOf((value as JsonObject)['billingDetails'])).toEqual(membersOf(billingDetails));
      const ends = status === 'SUCCEEDED' ? ['output'] : ['error', 'cause'];
      expect(membersOf(value)).toEqual(
        [
          ...Object.keys(response),
          ...['executionArn', 'stateMachineArn', 'name', 'status', 'input', ...ends],
          ...['startDate', 'stopDate'],
        ].sort(),
      );
    },
  );
});

const target = { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:machine' };

function worldOf({ definition, type, services }: Recorded): TestWorld {
  const answers = (services.answers ?? []).map(({ state, output, error, cause }) => ({
    match: { state: [state] },
    ...(error === undefined ? { return: output ?? null } : { throw: { error, cause } }),
  }));
  const scenario = JSON.stringify({ scenario: 1, answers });
  return new TestWorld(scenario, JSON.stringify(definition), { input: {} }, type);
}

function membersOf(value: Json | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).sort() : [];
}

interface JsonObject {
  readonly [member: string]: Json;
}

interface Recorded {
  readonly name: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  readonly definition: Json;
  readonly input: Json;
  readonly services: {
    readonly answers?: readonly {
      readonly state: string;
      readonly output?: Json;
      readonly error?: string;
      readonly cause?: string;
    }[];
  };
  readonly expect: {
    readonly status: string;
    readonly description?: JsonObject;
    readonly response?: JsonObject;
  };
}
