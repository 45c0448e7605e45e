import { type AnalysisOptions, codes, type RuleCode, severities } from '@stepthrough/analysis';

/** The analyser's options from the editor's settings (`stepthrough.*`); what is no such setting is passed over. */
export function analysisOptions(settings: unknown): AnalysisOptions {
  const rules = isRecord(settings) ? settings['rules'] : undefined;
  if (!isRecord(rules)) return {};
  const levels = Object.entries(rules).filter(([code, level]) => isCode(code) && isLevel(level));
  return { severities: Object.fromEntries(levels) };
}

function isCode(name: string): name is RuleCode {
  return Object.hasOwn(codes, name);
}

function isLevel(value: unknown): boolean {
  return value === 'off' || severities.some((severity) => severity === value);
}

export function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
