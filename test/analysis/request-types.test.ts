/** Literal values in the request of a Task: what AWS refuses before the Task starts, at its place. */
import { analyse } from '@stepthrough/analysis';
import { parse } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { services } from './services.ts';

function found(action: string, request: string, language = 'JSONPath'): readonly string[] {
  const field = language === 'JSONPath' ? 'Parameters' : 'Arguments';
  const text = `{"QueryLanguage":"${language}","StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::${action}","${field}":${request},"End":true}}}`;
  return analyse(parse(text, 'json'), { services })
    .filter(({ code }) => code === 'task.parameterType')
    .map(({ range }) => text.slice(range.start, range.end));
}

const lambda = (payload: string): string => `{"FunctionName":"f","Payload":${payload}}`;

describe('a literal of an optimized integration', () => {
  it.each<[action: string, request: string, found: readonly string[]]>([
    ['lambda:invoke', lambda('1'), ['1']],
    ['lambda:invoke', lambda('1.5'), ['1.5']],
    ['lambda:invoke', lambda('true'), ['true']],
    ['lambda:invoke', lambda('null'), []],
    ['lambda:invoke', lambda('"1"'), []],
    ['lambda:invoke', lambda('[1]'), []],
    ['lambda:invoke', lambda('{"a":1}'), []],
    ['lambda:invoke', '{"FunctionName":5}', ['5']],
    ['lambda:invoke', '{"FunctionName":{"Ref":"Fn"}}', []],
    ['lambda:invoke', '{"FunctionName":"${Fn}","Payload":"${P}"}', []],
    ['lambda:invoke', '{"FunctionName":["f"]}', ['["f"]']],
    ['lambda:invoke.waitForTaskToken', lambda('2'), ['2']],
    ['sqs:sendMessage', '{"QueueUrl":"q","MessageBody":7}', ['7']],
    ['sqs:sendMessage', '{"QueueUrl":"q","MessageBody":{},"DelaySeconds":"5"}', []],
    ['sqs:sendMessage', '{"QueueUrl":"q","MessageBody":"","DelaySeconds":"soon"}', ['"soon"']],
    ['events:putEvents', '{"Entries":[{"Detail":{},"Source":1}]}', ['1']],
    ['events:putEvents', '{"Entries":[{"Detail":false}]}', ['false']],
    ['dynamodb:getItem', '{"TableName":"t","Key":{"id":{"S":5}}}', ['5']],
    ['dynamodb:getItem', '{"TableName":"t","Key":{"id":{"S":"5"}}}', []],
    ['dynamodb:putItem', '{"TableName":"t","Item":{"l":{"L":[{"S":1},{"N":"2"}]}}}', ['1']],
    ['aws-sdk:lambda:invoke', '{"FunctionName":5}', []],
  ])('%s %s', (action, request, marked) => {
    expect(found(action, request)).toEqual(marked);
    expect(found(action, request, 'JSONata')).toEqual(marked);
  });

  it.each<[headers: string, found: readonly string[]]>([
    ['{}', []],
    ['{"a":[]}', []],
    ['{"a":["x"],"b":["y"]}', []],
    ['{"a":"x"}', ['"x"']],
    ['{"a":["x"],"b":null}', ['null']],
    ['"a: x"', ['"a: x"']],
    ['{"a":["x"],"Host":["h"]}', ['"Host"']],
    ['{"a":"${A}"}', []],
  ])('that is the headers of a request: %s', (headers, marked) => {
    const request = `{"ApiEndpoint":"e","Method":"GET","Headers":${headers}}`;
    expect(found('apigateway:invoke', request)).toEqual(marked);
  });

  it('is nothing that is evaluated first', () => {
    expect(found('lambda:invoke', '{"FunctionName.$":"$.f","Payload.$":"$.n"}')).toEqual([]);
    expect(found('lambda:invoke', lambda('"{% 1 %}"'), 'JSONata')).toEqual([]);
    const paths = '{"ApiEndpoint":"e","Method":"GET","Headers":{"a.$":"$.a","b":"{% 1 %}"}}';
    expect(found('apigateway:invoke', paths)).toEqual([]);
    expect(found('apigateway:invoke', '{"Headers":{"a":"{% [1] %}"}}', 'JSONata')).toEqual([]);
    expect(found('apigateway:invoke', '{"Headers":{"a.$":"x"}}', 'JSONata')).toEqual(['"x"']);
    expect(found('apigateway:invoke', '{"Headers":{"Host.$":"$.h"}}')).toEqual(['"Host.$"']);
  });
});
