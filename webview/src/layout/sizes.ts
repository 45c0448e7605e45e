import type { Size } from './geometry.ts';

/** Sizes in pixels of the canvas at zoom 1; the style sheet draws to the same measures. */
export const stateSize: Size = { width: 220, height: 56 };
export const terminalSize: Size = { width: 60, height: 28 };
/** The dashed place for the first state of a scope that has none. */
export const vacancySize: Size = { width: 160, height: 40 };
export const container = { header: 40, padding: 20, gap: 28 };
/** From the right edge of a scope's states to the lane of edges into a hub, and between lanes. */
export const lane = { first: 28, gap: 16 };

const longestLabel = 220;
let measure: ((text: string) => number) | undefined;

/** Room for an edge's label; the canvas cuts longer ones off. */
export function labelSize(label: string): Size {
  measure ??= textMeasure();
  return { width: Math.min(longestLabel, Math.ceil(measure(label)) + 16), height: 20 };
}

function textMeasure(): (text: string) => number {
  const context =
    typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  if (!context) return (text) => text.length * 6.2;
  context.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  return (text) => context.measureText(text).width;
}
