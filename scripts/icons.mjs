// The icon font of the pages, cut down to the icons that they show: a tenth of all that there are.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';

const require = createRequire(import.meta.url);

/** The npm package with the pictures of buttons. */
export const codicons = '@vscode/codicons';

/**
 * Writes the font and its style sheet with the icons that a page names.
 * @param {string} page The bundled script.
 * @param {string} folder
 */
export async function writeIcons(page, folder) {
  const from = dirname(require.resolve(`${codicons}/dist/codicon.css`));
  const { css, characters } = iconsNamed(
    await readFile(page, 'utf8'),
    await readFile(join(from, 'codicon.css'), 'utf8'),
  );
  const font = await readFile(join(from, 'codicon.ttf'));
  await writeFile(join(folder, 'codicon.css'), css);
  await writeFile(
    join(folder, 'codicon.ttf'),
    await subsetFont(font, characters, { targetFormat: 'truetype' }),
  );
}

/**
 * The style sheet without the icons that a script cannot mean, and the characters of the others. Whatever
 * stands in it as a text of its own may be the name of one.
 * @param {string} script
 * @param {string} css
 */
export function iconsNamed(script, css) {
  const words = /["'`]([a-z][a-z0-9-]*)["'`]|codicon-([a-z][a-z0-9-]*)/g;
  const names = new Set([...script.matchAll(words)].map(([, text, icon]) => text ?? icon));
  let characters = '';
  const kept = css.replace(
    /^\.codicon-([\w-]+):before \{ content: "\\([0-9a-f]+)" \}\n/gm,
    (rule, name, code) => {
      if (!names.has(name)) return '';
      characters += String.fromCodePoint(parseInt(code, 16));
      return rule;
    },
  );
  return { css: kept, characters };
}
