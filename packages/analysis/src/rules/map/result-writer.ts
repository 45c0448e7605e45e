import {
  hasOpenKeys,
  isIntegration,
  type ObjectNode,
  propertyOf,
  readResource,
  type StringNode,
  valueOf,
} from '@stepthrough/asl';
import { valuesIn } from '@stepthrough/catalog';
import { awsWords } from '../../aws-words.ts';
import { has, isOpen } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const mapResultWriter: Rule = {
  states: {
    Map(state, report, { language }) {
      const writer = state.resultWriter;
      if (!writer || hasOpenKeys(writer.value)) return;
      const request = language(state) === 'JSONata' ? 'Arguments' : 'Parameters';
      const config = propertyOf(writer.value, 'WriterConfig');
      const resource = propertyOf(writer.value, 'Resource');
      if (!config && !resource) {
        report(writer.key, `ResultWriter needs a WriterConfig, or Resource and ${request}.`, {
          aws: { message: 'Value cannot be empty', at: writer.value.range },
        });
      }
      const written = resource?.value;
      if (written && !isOpen(written) && !(written.kind === 'string' && isWriter(written.value))) {
        report(written, 'A ResultWriter writes with arn:aws:states:::s3:putObject.');
      }
      if (resource && !has(writer.value, request)) {
        report(
          resource.key,
          `A ResultWriter with a Resource needs ${request} that name the Bucket.`,
        );
      }
      if (config?.value?.kind === 'object') checkConfig(config.key, config.value, report);
    },
  },
};

function isWriter(text: string): boolean {
  const resource = readResource(text);
  return (
    isIntegration(resource) &&
    resource.integration === 's3:putObject' &&
    resource.pattern === 'requestResponse'
  );
}

function checkConfig(key: StringNode, config: ObjectNode, report: Report): void {
  for (const [name, allowed] of valuesIn('writerConfig')) {
    const value = valueOf(config, name);
    if (!value) {
      report(key, `WriterConfig needs ${name}, one of ${allowed.join(', ')}.`, {
        ...(name === 'Transformation' ? { severity: 'warning' as const } : {}),
        aws: { message: `These fields are required: [${name}]`, at: config.range },
      });
    } else if (!isOpen(value) && !(value.kind === 'string' && allowed.includes(value.value))) {
      report(value, `${name} must be one of ${allowed.join(', ')}.`, {
        aws: { message: awsWords.oneOf(allowed, value) },
      });
    }
  }
}
