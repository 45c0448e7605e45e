/**
 * What breaks a rule today. The lists shrink: a new offender fails, and so does one that is listed and gone.
 * An entry that ends in `/` stands for all below it.
 */

/** Files in a cycle of imports, of types too. */
export const fileCycles: readonly string[] = [];

/** Folders in a cycle; a file that lies in `src` itself stands alone. */
export const folderCycles: readonly string[] = [];

/** Variables of a module in pure rooms that are written after they are made. */
export const moduleStates: readonly string[] = [];

/** Declared and not yet, or no longer, imported. */
export const manifests: readonly string[] = [];

/** Offenders beside the listed ones: who is new, and who is listed and gone. */
export function beside(
  listed: readonly string[],
  found: readonly string[],
): { readonly new: readonly string[]; readonly gone: readonly string[] } {
  const isCovered = (name: string, entry: string): boolean =>
    entry === name || (entry.endsWith('/') && name.startsWith(entry));
  return {
    new: found.filter((name) => !listed.some((entry) => isCovered(name, entry))),
    gone: listed.filter((entry) => !found.some((name) => isCovered(name, entry))),
  };
}
