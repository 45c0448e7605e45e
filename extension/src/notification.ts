/**
 * A text for one of VS Code's notifications, in which `[words](address)` is a link, also one that runs a
 * command: names and messages that come from files are shown as they are.
 */
export function shown(text: string): string {
  return text.replaceAll('](', '] (');
}
