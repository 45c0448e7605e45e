/** Why DynamoDB does not make a table with an encryption or a warm throughput. */
import type { Settings } from './table-forms.ts';

const wrong = 'One or more parameter values were invalid:';

/** Units per second that a table on demand begins with. */
const initialUnits = { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 4000 } as const;

export function encryptionProblem(encryption: Settings['SSESpecification']): string | undefined {
  return encryption?.Enabled === false && encryption.SSEType !== undefined
    ? `${wrong} SSEType can not be specified if Enabled is false`
    : undefined;
}

/** Of a table on demand; reads are told first. */
export function warmProblem({ BillingMode, WarmThroughput }: Settings): string | undefined {
  if (BillingMode !== 'PAY_PER_REQUEST' || !WarmThroughput) return undefined;
  const low = (['ReadUnitsPerSecond', 'WriteUnitsPerSecond'] as const).find(
    (name) => (WarmThroughput[name] ?? initialUnits[name]) < initialUnits[name],
  );
  return low === undefined
    ? undefined
    : `${wrong} Requested ${low} for WarmThroughput for table is lower than initial throughput for OnDemand`;
}
