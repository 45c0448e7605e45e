/** Platform applications, their endpoints, and settings of SMS. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import {
  aText,
  converse,
  gone,
  invalid,
  missing,
  subscribe,
  create,
  tooShort,
  topicArn,
  type Step,
} from './conversation.ts';

const credentials = { PlatformPrincipal: 'p', PlatformCredential: 'c' };
const appArn = (name: string, platform = 'ADM') =>
  `arn:aws:sns:us-east-1:123456789012:app/${platform}/${name}`;
const app = (Name: string, expected?: object, more: JsonObject = {}): Step => [
  'CreatePlatformApplication',
  { Name, Platform: 'ADM', Attributes: credentials, ...more },
  expected ?? { PlatformApplicationArn: appArn(Name) },
];
const endpoint = (
  Token: string,
  more: JsonObject = {},
  expected: object = { EndpointArn: aText },
) =>
  [
    'CreatePlatformEndpoint',
    { PlatformApplicationArn: appArn('a'), Token, ...more },
    expected,
  ] as const;
const noCredentials = invalid('Attributes Reason: Platform credentials are invalid');
const letters = "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'";

describe('platform applications', () => {
  it.each<[string, JsonObject, object | undefined]>([
    ['a', {}, undefined],
    ['A.b-c_9', {}, undefined],
    ['x'.repeat(256), {}, undefined],
    [
      'x'.repeat(257),
      {},
      invalid(`${'x'.repeat(257)} Reason: must be at most 256 characters long`),
    ],
    ['', {}, invalid(' Reason: cannot be empty')],
    ['a b', {}, invalid(`a b Reason: ${letters}`)],
    ['a', { Platform: 'X' }, invalid('Platform Reason: X is not supported')],
    ['a', { Attributes: {} }, missing('attributes')],
    ['a', { Attributes: { PlatformPrincipal: 'p' } }, noCredentials],
    ['a', { Attributes: { ...credentials, PlatformCredential: '' } }, noCredentials],
    [
      'a',
      { Attributes: { ...credentials, Color: 'red' } },
      invalid('Attributes Reason: Invalid attribute name: Color'),
    ],
    [
      'a',
      { Platform: 'GCM', Attributes: { PlatformCredential: 'c' } },
      { PlatformApplicationArn: appArn('a', 'GCM') },
    ],
  ])('%s with %j', async (name, more, expected) => {
    await converse([app(name, expected, more)]);
  });

  it('are found again, changed, listed without credentials, and deleted with their endpoints', async () => {
    const get = (expected: object): Step => [
      'GetPlatformApplicationAttributes',
      { PlatformApplicationArn: appArn('a') },
      expected,
    ];
    const set = (arn: string, Attributes: JsonObject, expected: object): Step => [
      'SetPlatformApplicationAttributes',
      { PlatformApplicationArn: arn, Attributes },
      expected,
    ];
    const list: Step = [
      'ListEndpointsByPlatformApplication',
      { PlatformApplicationArn: appArn('a') },
      { Endpoints: [{ EndpointArn: aText, Attributes: { Token: 't', Enabled: 'true' } }] },
    ];
    await converse([
      app('a'),
      app('a'),
      app(
        'a',
        { code: 'InvalidParameterException' },
        { Attributes: { ...credentials, PlatformCredential: 'd' } },
      ),
      get({ Attributes: { Enabled: 'true' } }),
      set(appArn('a'), { Enabled: 'false' }, {}),
      get({ Attributes: { Enabled: 'false' } }),
      set('a', {}, tooShort('PlatformApplicationArn', 1)),
      set(appArn('b'), {}, missing('attributes')),
      set(appArn('b'), { Enabled: 'false' }, gone('PlatformApplication')),
      [
        'ListPlatformApplications',
        {},
        {
          PlatformApplications: [
            { PlatformApplicationArn: appArn('a'), Attributes: { Enabled: 'false' } },
          ],
        },
      ],
      endpoint('t'),
      list,
      ['DeletePlatformApplication', { PlatformApplicationArn: appArn('a') }, {}],
      ['DeletePlatformApplication', { PlatformApplicationArn: appArn('a') }, {}],
      [
        'DeletePlatformApplication',
        { PlatformApplicationArn: 'a' },
        tooShort('PlatformApplicationArn', 1),
      ],
      get(gone('PlatformApplication')),
      ['GetEndpointAttributes', { EndpointArn: '$arn' }, gone('Endpoint')],
      endpoint('t', {}, gone('PlatformApplication')),
    ]);
  });
});

describe('platform endpoints', () => {
  const shown = (expected: object): Step => [
    'GetEndpointAttributes',
    { EndpointArn: '$arn' },
    expected,
  ];
  const change = (Attributes: JsonObject, expected: object = {}): Step => [
    'SetEndpointAttributes',
    { EndpointArn: '$arn', Attributes },
    expected,
  ];
  const send = (expected: object, more: JsonObject = {}): Step => [
    'Publish',
    { TargetArn: '$arn', Message: 'm', ...more },
    expected,
  ];

  it('are one for each token', async () => {
    const refused = { code: 'InvalidParameterException' };
    await converse([
      app('a'),
      endpoint('t', { CustomUserData: 'u' }),
      endpoint('t', { CustomUserData: 'u' }),
      endpoint('t'),
      endpoint('t', { CustomUserData: 'v' }, refused),
      endpoint('t', { Attributes: { Enabled: 'false' } }, refused),
      shown({ Attributes: { Token: 't', CustomUserData: 'u', Enabled: 'true' } }),
      endpoint('', {}, invalid('Token Reason: cannot be empty')),
      endpoint('u', { CustomUserData: 'x'.repeat(2049) }, refused),
      endpoint('u', { CustomUserData: 'x'.repeat(2048) }),
      endpoint('v', { Attributes: { Color: 'red' } }, refused),
      ['CreatePlatformEndpoint', { PlatformApplicationArn: appArn('a') }, missing('token')],
    ]);
  });

  it('are changed, deleted, and take messages while they are enabled', async () => {
    const nobody = invalid('TargetArn Reason: No endpoint found for the target arn specified');
    const noText = invalid('Message Structure - No default entry in JSON message body');
    await converse([
      app('a'),
      endpoint('t'),
      send({ MessageId: aText }),
      send({ MessageId: aText }, { Message: '{"ADM":"x"}', MessageStructure: 'json' }),
      send(noText, { Message: '{"GCM":"x"}', MessageStructure: 'json' }),
      send(invalid('Message too long'), { Message: 'x'.repeat(262_145) }),
      send({ MessageId: aText }, { Message: 'x'.repeat(262_144) }),
      create('topic'),
      { keep: 'device' },
      subscribe('topic', 'application', '$device'),
      ['DeleteTopic', { TopicArn: topicArn('topic') }, {}],
      endpoint('t'),
      change({ Enabled: 'FALSE', Token: 'u' }),
      shown({ Attributes: { Enabled: 'false', Token: 'u' } }),
      send({ code: 'EndpointDisabledException', message: 'Endpoint is disabled' }),
      change({ Enabled: 'perhaps' }, { code: 'InvalidParameterException' }),
      change({}, missing('attributes')),
      change({ Enabled: 'true' }),
      [
        'SetPlatformApplicationAttributes',
        { PlatformApplicationArn: appArn('a'), Attributes: { Enabled: 'false' } },
        {},
      ],
      send({
        code: 'PlatformApplicationDisabledException',
        message: 'Platform application is disabled',
      }),
      ['DeleteEndpoint', { EndpointArn: '$arn' }, {}],
      ['DeleteEndpoint', { EndpointArn: '$arn' }, {}],
      send(nobody),
      shown(gone('Endpoint')),
      ['GetEndpointAttributes', { EndpointArn: 'x' }, tooShort('EndpointArn', 1)],
      ['DeleteEndpoint', { EndpointArn: 'x' }, tooShort('EndpointArn', 1)],
    ]);
  });
});

describe('settings of SMS', () => {
  const refused = (message: string) => ({ code: 'InvalidParameterException', message });
  it.each<[string, string, object]>([
    ['DefaultSMSType', 'Promotional', {}],
    ['DefaultSMSType', 'Transactional', {}],
    ['DefaultSMSType', 'promotional', refused('DefaultSMSType is invalid')],
    ['DefaultSenderID', 'a', {}],
    ['DefaultSenderID', '1234567890a', {}],
    ['DefaultSenderID', '12345678901a', refused('DefaultSenderID is invalid')],
    ['DefaultSenderID', '12345', refused('DefaultSenderID is invalid')],
    ['DefaultSenderID', '', refused('DefaultSenderID is invalid')],
    ['MonthlySpendLimit', '100', {}],
    ['MonthlySpendLimit', '-1', refused('MonthlySpendLimit is invalid')],
    ['DeliveryStatusSuccessSamplingRate', '100', {}],
    [
      'DeliveryStatusSuccessSamplingRate',
      '101',
      refused('DeliveryStatusSuccessSamplingRate is invalid'),
    ],
    ['DefaultSendID', 'a', refused('DefaultSendID is not a valid attribute')],
  ])('%s may be %s, or not', async (name, value, expected) => {
    const isTaken = Object.keys(expected).length === 0;
    await converse([
      ['SetSMSAttributes', { attributes: { [name]: value } }, expected],
      ['GetSMSAttributes', {}, { attributes: isTaken ? { [name]: value } : {} }],
    ]);
  });

  it('are told by name, in either spelling', async () => {
    await converse([
      ['SetSMSAttributes', {}, missing('attributes')],
      ['SetSMSAttributes', { Attributes: { MonthlySpendLimit: '1', DefaultSenderID: 'a' } }, {}],
      [
        'GetSMSAttributes',
        { attributes: ['DefaultSenderID', 'DefaultSMSType'] },
        { attributes: { DefaultSenderID: 'a' } },
      ],
    ]);
  });

  it('have no number that wants no messages', async () => {
    const malformed = invalid('PhoneNumber Reason: input incorrectly formatted');
    await converse([
      ['CheckIfPhoneNumberIsOptedOut', { phoneNumber: '+15551234567' }, { isOptedOut: false }],
      ['CheckIfPhoneNumberIsOptedOut', { phoneNumber: '+1a' }, malformed],
      ['CheckIfPhoneNumberIsOptedOut', {}, missing('phoneNumber')],
      ['OptInPhoneNumber', { phoneNumber: '+15551234567' }, {}],
      ['OptInPhoneNumber', { phoneNumber: '1555' }, malformed],
      ['ListPhoneNumbersOptedOut', {}, { phoneNumbers: [] }],
    ]);
  });
});
