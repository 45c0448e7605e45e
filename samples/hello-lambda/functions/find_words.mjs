/** Splits a text into its words; an absent text is an error of its own. */
export async function handler({ text }) {
  if (typeof text !== 'string' || text.trim() === '') {
    const error = new Error('There is no text to look at.');
    error.name = 'NoText';
    throw error;
  }
  return { words: text.toLowerCase().match(/\p{L}+/gu) ?? [] };
}
