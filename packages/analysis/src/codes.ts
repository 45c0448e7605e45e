import { dataRules } from './codes/data.ts';
import type { RuleInfo } from './codes/rule-info.ts';
import { stateRules } from './codes/states.ts';
import { structureRules } from './codes/structure.ts';

/** Every rule by its code. */
export const codes = {
  ...structureRules,
  ...dataRules,
  ...stateRules,
} as const satisfies { readonly [code: string]: RuleInfo };

export type RuleCode = keyof typeof codes;
