import type { OptimizedIntegration, TaskIntegrations } from '../contract/task-integration.ts';
import { sdkWithTexts, withMetadata } from '../contract/task-shapes.ts';

const item: OptimizedIntegration = {
  exception: 'AmazonDynamoDBException',
  generalErrors: ['Validation'],
  causeName: 'AmazonDynamoDBv2',
  result: withMetadata,
};

export const integrations: TaskIntegrations = {
  optimized: {
    'dynamodb:getItem': item,
    'dynamodb:putItem': item,
    'dynamodb:updateItem': item,
    'dynamodb:deleteItem': item,
  },
  sdk: { dynamodb: sdkWithTexts() },
};
