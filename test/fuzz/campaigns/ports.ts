import type { Case } from '../campaign.ts';

export const runCase: Case = () => Promise.resolve();
