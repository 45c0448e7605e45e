/** The last segment of an ARN, a URL or a plain name: how resources are found across accounts. */
export function resourceName(reference: string): string {
  return reference.split(/[/:]/).at(-1) ?? reference;
}
