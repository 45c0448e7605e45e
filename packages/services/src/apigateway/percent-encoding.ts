/** A part of an address without its percent-encoding; what cannot be decoded stays as it is. */
export function decoded(part: string): string {
  return part.replace(/(?:%[\da-fA-F]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  );
}

/** A path encoded, but for its slashes. A half of a pair alone becomes the replacement character. */
export function encodedPath(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\uFFFD');
  return wellFormed.split('/').map(encodeURIComponent).join('/');
}
