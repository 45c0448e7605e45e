/** Sizes in pixels of the canvas at zoom 1. */
export const stateSize = { width: 216, height: 56 };
export const terminalSize = { width: 56, height: 28 };
export const container = { header: 44, padding: 20, gap: 24 };

/** Room for an edge's label; the canvas cuts longer ones off. */
export function labelSize(label: string): { width: number; height: number } {
  return { width: Math.min(200, 14 + label.length * 6.2), height: 20 };
}
