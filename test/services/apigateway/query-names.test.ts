/** Names with dots in a form of the Query protocol, and the members that are made of them. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { numbered, queryRequest } from '../../../packages/services/src/apigateway/query-form.ts';

const members = (body: string): JsonObject => queryRequest(body).request;

describe('a form', () => {
  it.each<[string, string | undefined, JsonObject]>([
    ['', undefined, {}],
    ['Action=Publish', 'Publish', {}],
    ['Action=Publish&Version=2010-03-31&Message=hi', 'Publish', { Message: 'hi' }],
    ['Action=One&Action=Two', 'One', {}],
    ['Action=&Action=Two', '', {}],
    ['=x&A=1', undefined, { A: '1' }],
    ['A=1&A=2', undefined, { A: '1' }],
    ['A', undefined, { A: '' }],
    ['A=a%20b+c%26', undefined, { A: 'a b c&' }],
    ['action=x&version=y', undefined, { action: 'x', version: 'y' }],
  ])('%j', (body, action, request) => {
    expect(queryRequest(body)).toEqual({ action, request });
  });

  it('is read before the query of the address', () => {
    const query = [
      ['Action', 'Two'],
      ['A', '2'],
      ['B', '3'],
    ] as const;
    expect(queryRequest('Action=One&A=1', query)).toEqual({
      action: 'One',
      request: { A: '1', B: '3' },
    });
    expect(queryRequest('', query)).toEqual({ action: 'Two', request: { A: '2', B: '3' } });
  });
});

describe('names with dots', () => {
  it.each<[string, string, JsonObject]>([
    ['a structure', 'A.B=1&A.C.D=2', { A: { B: '1', C: { D: '2' } } }],
    ['a list', 'A.member.1=x&A.member.2=y', { A: ['x', 'y'] }],
    [
      'a list in the order of its numbers',
      'A.member.10=c&A.member.2=b&A.member.1=a',
      { A: ['a', 'b', 'c'] },
    ],
    ['a list of structures', 'A.member.1.B=1&A.member.2.B=2', { A: [{ B: '1' }, { B: '2' }] }],
    ['a list without its word', 'A.1=x&A.2=y', { A: ['x', 'y'] }],
    ['a list and another member', 'A.member.1=x&A.B=y', { A: { member: ['x'], B: 'y' } }],
    ['a member named member', 'A.member=x', { A: { member: 'x' } }],
    ['a map', 'A.entry.1.key=k&A.entry.1.value=v', { A: { k: 'v' } }],
    ['a map of structures', 'A.entry.1.Name=k&A.entry.1.Value.B=v', { A: { k: { B: 'v' } } }],
    ['a map and another member', 'A.entry.1.key=k&A.B=y', { A: { entry: [{ key: 'k' }], B: 'y' } }],
    ['a member named entry', 'A.entry=x', { A: { entry: 'x' } }],
    ['a number and a name', 'A.1=x&A.b=y', { A: { 1: 'x', b: 'y' } }],
    ['numbers with letters', 'A.1x=x&A.x1=y', { A: { '1x': 'x', x1: 'y' } }],
    ['a text and parts of it', 'A=x&A.B=y', { A: 'x' }],
    ['parts and a text', 'A.B=y&A=x', { A: { B: 'y' } }],
    ['a part twice', 'A.B=1&A.B=2', { A: { B: '1' } }],
    ['an empty part', 'A.=x', { A: { '': 'x' } }],
  ])('%s', (_what, body, request) => {
    expect(members(body)).toEqual(request);
  });

  it.each([
    [11, true],
    [12, true],
    [13, false],
    [14, false],
  ])('of %i parts are read: %s', (count, isRead) => {
    const name = Array.from({ length: count }, (_, index) => `p${index}`).join('.');
    expect(Object.keys(members(`${name}=x`))).toEqual(isRead ? ['p0'] : []);
  });
});

describe('lists and maps of SQS', () => {
  it.each<[string, string, JsonObject]>([
    ['attributes', 'Attribute.1.Name=a&Attribute.1.Value=1', { Attributes: { a: '1' } }],
    ['names of attributes', 'AttributeName.1=a&AttributeName.2=b', { AttributeNames: ['a', 'b'] }],
    [
      'attributes of a message',
      'MessageAttribute.1.Name=a&MessageAttribute.1.Value.DataType=String',
      { MessageAttributes: { a: { DataType: 'String' } } },
    ],
    ['their names', 'MessageAttributeName.1=a', { MessageAttributeNames: ['a'] }],
    [
      'attributes of the system',
      'MessageSystemAttribute.1.Name=a&MessageSystemAttribute.1.Value.DataType=String',
      { MessageSystemAttributes: { a: { DataType: 'String' } } },
    ],
    ['their names', 'MessageSystemAttributeName.1=a', { MessageSystemAttributeNames: ['a'] }],
    [
      'messages of a batch, with attributes',
      'SendMessageBatchRequestEntry.1.Id=i&SendMessageBatchRequestEntry.1.DelaySeconds=3&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=a&SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String',
      { Entries: [{ Id: 'i', DelaySeconds: 3, MessageAttributes: { a: { DataType: 'String' } } }] },
    ],
    ['deletions of a batch', 'DeleteMessageBatchRequestEntry.1.Id=i', { Entries: [{ Id: 'i' }] }],
    [
      'visibilities of a batch',
      'ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout=7',
      { Entries: [{ VisibilityTimeout: 7 }] },
    ],
    ['tags', 'Tag.1.Key=a&Tag.1.Value=1&Tag.2.Key=b&Tag.2.Value=2', { Tags: { a: '1', b: '2' } }],
    ['keys of tags', 'TagKey.1=a', { TagKeys: ['a'] }],
    ['a name without a number', 'TagKey=a', { TagKey: 'a' }],
    ['a name with another part', 'TagKey.x=a', { TagKey: { x: 'a' } }],
    ['an attribute without a value', 'Attribute.1.Name=a', { Attributes: { a: null } }],
    ['an attribute without a name', 'Attribute.1.Value=1', { Attributes: { '': '1' } }],
    [
      'an attribute that is a text',
      'Attribute.1=x&Attribute.2.Name=a&Attribute.2.Value=1',
      { Attributes: { a: '1' } },
    ],
    [
      'a name twice',
      'Attribute.1.Name=a&Attribute.1.Value=1&Attribute.2.Name=a&Attribute.2.Value=2',
      { Attributes: { a: '2' } },
    ],
  ])('%s', (_what, body, request) => {
    expect(members(body)).toEqual(request);
  });
});

describe('a number', () => {
  it.each([
    ['DelaySeconds', '5', 5],
    ['DelaySeconds', ' +5 ', 5],
    ['DelaySeconds', '-10', -10],
    ['MaxNumberOfMessages', '10', 10],
    ['WaitTimeSeconds', '0', 0],
    ['VisibilityTimeout', '30', 30],
    ['DelaySeconds', '5.5', '5.5'],
    ['DelaySeconds', '5x', '5x'],
    ['DelaySeconds', 'x5', 'x5'],
    ['DelaySeconds', '', ''],
    ['DelaySeconds', ' ', ' '],
    ['MessageBody', '5', '5'],
  ])('%s=%j is %j', (name, value, expected) => {
    expect(numbered(name, value)).toBe(expected);
  });
});
