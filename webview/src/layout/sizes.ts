import type { State } from '@stepthrough/asl';
import { kindOf } from '../words.ts';
import type { Size } from './geometry.ts';

/** Sizes in pixels of the canvas at zoom 1; the style sheet draws to the same measures. */
const cardHeight = 56;
export const stubSize: Size = { width: 220, height: cardHeight };
/** Between these, a card is as wide as its text wants; in steps, so that most are alike. */
const cardWidth = { least: 200, most: 320, step: 20 };
/** Glyph, marks and the space around the text of a card. */
const besideText = 118;
export const terminalSize: Size = { width: 60, height: 28 };
/** The dashed place for the first state of a scope that has none. */
export const vacancySize: Size = { width: 160, height: 40 };
export const container = { header: 40, padding: 20, gap: 28 };
/** Where errors leave a state: so far from the right end of its bottom. */
export const errorPort = 24;
/** Edges into a hub: from the states to the first lane, between lanes, from a row, and a label's most. */
export const lanes = { first: 20, gap: 16, besideRow: 13, label: 110 };
/** Between one row of states and the next. */
export const layerGap = 46;

const longestLabel = 220;

export function cardSize(state: State): Size {
  const text = Math.max(textWidth(state.name, 13, 600), textWidth(kindOf(state), 11, 400));
  const { least, most, step } = cardWidth;
  const width = Math.ceil((text + besideText) / step) * step;
  return { width: Math.max(least, Math.min(most, width)), height: cardHeight };
}

/** Room for an edge's label; the canvas cuts longer ones off. */
export function labelSize(label: string): Size {
  return { width: Math.min(longestLabel, Math.ceil(textWidth(label, 11, 400)) + 18), height: 20 };
}

let context: CanvasRenderingContext2D | null | undefined;

/** In pixels, in the page's font. */
function textWidth(text: string, size: number, weight: number): number {
  context ??=
    typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  if (!context) return text.length * size * 0.56;
  context.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
}
