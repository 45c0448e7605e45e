/** Request validators: what they may be. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import { anApi, converse, inApi, invalid, patch, unknown } from './conversation.ts';

describe('G36: a request validator', () => {
  const at = { ...inApi, requestValidatorId: '$v' };
  const none = unknown('Invalid Request Validator identifier specified');
  const plain = {
    id: '$v',
    name: '',
    validateRequestBody: false,
    validateRequestParameters: false,
  };

  it.each<[JsonObject]>([
    [{}],
    [{ name: 'n', validateRequestBody: true }],
    [{ validateRequestParameters: true }],
    [{ validateRequestBody: false, validateRequestParameters: false }],
  ])('of %j is told, listed and patched', async (given) => {
    const talk = await converse([
      anApi,
      ['CreateRequestValidator', { ...inApi, ...given }, {}, { v: 'id' }],
    ]);
    const whole = { ...plain, ...given };
    const changed = {
      id: '$v',
      name: 'm',
      validateRequestBody: true,
      validateRequestParameters: true,
    };
    await talk.sayWhole([
      ['GetRequestValidator', at, whole],
      ['GetRequestValidators', inApi, { items: [whole] }],
      [
        'UpdateRequestValidator',
        {
          ...at,
          patchOperations: [
            patch('replace', '/name', 'm'),
            patch('replace', '/validateRequestBody', 'true'),
            patch('replace', '/validateRequestParameters', 'true'),
          ],
        },
        changed,
      ],
      ['GetRequestValidator', at, changed],
    ]);
  });

  it('that is not there is told', async () => {
    const talk = await converse([anApi, ['CreateRequestValidator', inApi, {}, { v: 'id' }]]);
    const other = { ...inApi, requestValidatorId: 'none' };
    await talk.sayWhole([
      ['GetRequestValidator', other, none],
      ['GetRequestValidator', inApi, none],
      ['UpdateRequestValidator', { ...other, patchOperations: [patch('add', '/a')] }, none],
      ['DeleteRequestValidator', other, none],
      [
        'UpdateRequestValidator',
        { ...at, patchOperations: [patch('replace', '/id', 'x')] },
        invalid(
          "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/name, /validateRequestBody, /validateRequestParameters]",
        ),
      ],
      ['DeleteRequestValidator', at, {}],
      ['GetRequestValidator', at, none],
      ['GetRequestValidators', inApi, { items: [] }],
    ]);
  });
});
