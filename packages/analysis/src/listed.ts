/** Names in a row for a message; so many of them, since a text may have more than anyone reads. */
export function listed(names: readonly string[], most = 20): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')}, …`;
}
