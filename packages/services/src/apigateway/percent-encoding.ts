/** A part of an address without its percent-encoding; what cannot be decoded stays as it is. */
export function decoded(part: string): string {
  return part.replace(/(?:%[\da-fA-F]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  );
}
