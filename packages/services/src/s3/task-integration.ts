import type { TaskIntegrations } from '../contract/task-integration.ts';
import { sdkWithTexts } from '../contract/task-shapes.ts';

export const integrations: TaskIntegrations = { sdk: { s3: sdkWithTexts('Body') } };
