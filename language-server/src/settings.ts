import { type AnalysisOptions, codes, type RuleCode, severities } from '@stepthrough/analysis';
import { isObject } from '@stepthrough/json';

/** The analyser's options from the editor's settings (`stepthrough.*`); what is no such setting is passed over. */
export function analysisOptions(settings: unknown): AnalysisOptions {
  const rules = isObject(settings) ? settings['rules'] : undefined;
  if (!isObject(rules)) return {};
  const levels = Object.entries(rules).filter(([code, level]) => isCode(code) && isLevel(level));
  return { severities: Object.fromEntries(levels) };
}

function isCode(name: string): name is RuleCode {
  return Object.hasOwn(codes, name);
}

function isLevel(value: unknown): boolean {
  return value === 'off' || severities.some((severity) => severity === value);
}

/** What code lenses show. */
export interface LensSettings {
  /** Above each state, how many transitions lead to it. */
  readonly showsReferences: boolean;
}

/** The lenses that the editor's settings ask for (`stepthrough.codeLens.references`). */
export function lensSettings(settings: unknown): LensSettings {
  const lenses = isObject(settings) ? settings['codeLens'] : undefined;
  return { showsReferences: isObject(lenses) && lenses['references'] === true };
}
