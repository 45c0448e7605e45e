/** The scenario file: every field, its form and what it means. */
import { answer, consumer, fault } from './form/answers.ts';
import { expectation } from './form/expectations.ts';
import { resources } from './form/resources.ts';
import { start, timedEvent } from './form/starts.ts';
import {
  choice,
  duration,
  json,
  list,
  map,
  number,
  object,
  record,
  required,
  text,
  withDefault,
} from './shape/words.ts';

export const user = object(
  {
    pool: withDefault(text('Name of the user pool.'), 'users'),
    claims: withDefault(record('Claims of the token, e.g. {sub: u-1}.'), {}),
    scopes: list(text('Scope.'), 'Scopes of the access token.'),
    issuer: text('Issuer; the user pool when absent.'),
    audience: text('Audience, or client id.'),
    expires: withDefault(duration('Life of the token from the beginning.'), '1h'),
    token: text('A token as it is, instead of a JWT.'),
    arn: text('IAM: ARN of the principal.'),
    policy: record('IAM: a policy document; everything is allowed when absent.'),
  },
  'Someone who sends requests: a JWT user, or an IAM principal with `arn`.',
);

const machine = object(
  {
    definition: required(text('Path of the definition, from the scenario.')),
    type: withDefault(choice(['STANDARD', 'EXPRESS'], 'Type of the machine.'), 'STANDARD'),
  },
  'A state machine.',
);

export const scenarioShape = object(
  {
    $schema: text('Address of this schema.'),
    scenario: number('Version of the format: 1.'),
    name: text('What the scenario shows.'),
    definition: text(
      'Path of the main definition, from the scenario; the file beside it when absent.',
    ),
    type: choice(['STANDARD', 'EXPRESS'], 'Type of the main machine.'),
    machines: withDefault(map(machine, 'Further state machines by name.'), {}),
    use: object(
      { mocks: required(text('MockConfigFile.json, or MockConfigFile.json#TestCase.')) },
      'Other files.',
    ),
    seed: number('Of every random choice and id.'),
    clock: object({ start: required(text('ISO 8601 time.')) }, 'The virtual clock.'),
    input: json('Input of the main machine: one direct start.'),
    starts: withDefault(map(start, 'Ways to begin, by name.'), {}),
    events: withDefault(
      list(timedEvent, 'What happens at virtual times, whichever start begins the run.'),
      [],
    ),
    users: withDefault(map(user, 'Who sends requests, by name.'), {}),
    resources: withDefault(resources, {}),
    answers: withDefault(list(answer, 'Answers of services.'), []),
    consumers: withDefault(list(consumer, 'Mocked workers.'), []),
    faults: withDefault(list(fault, 'What goes wrong on purpose.'), []),
    expect: withDefault(expectation, {}),
    StateMachines: json('As in MockConfigFile.json.'),
    MockedResponses: json('As in MockConfigFile.json.'),
  },
  'A Stepthrough scenario.',
);
