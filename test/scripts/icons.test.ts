import { expect, it } from 'vitest';
import { iconsNamed } from '../../scripts/icons.mjs';

const css = `.codicon[class*='codicon-'] { font: normal 16px codicon; }

.codicon-add:before { content: "\\ea60" }
.codicon-add-small:before { content: "\\ec82" }
.codicon-go-2:before { content: "\\eb90" }
.codicon-zoom-in:before { content: "\\eb81" }
.codicon-zoom-out:before { content: "\\eb82" }
`;
const kept = (script: string): readonly (string | undefined)[] =>
  [...iconsNamed(script, css).css.matchAll(/^\.codicon-([\w-]+):/gm)].map(([, name]) => name);

it.each<readonly [string, readonly string[]]>([
  ['', []],
  ['icon:"add"', ['add']],
  ["icon: 'zoom-in'", ['zoom-in']],
  ['`add-small`', ['add-small']],
  ['"go-2"', ['go-2']],
  ['codicon-go-2', ['go-2']],
  ['className:"icon codicon codicon-zoom-out"', ['zoom-out']],
  ['add("address", "to add", zoom-in)', []],
  ['"zoom-out";"add"', ['add', 'zoom-out']],
])('of icons, the script %s may mean %j', (script, names) => {
  expect(kept(script)).toEqual(names);
});

it('the rest of the style sheet stays, and the font keeps the same icons', () => {
  expect(iconsNamed('"zoom-in"', css)).toEqual({
    css: `.codicon[class*='codicon-'] { font: normal 16px codicon; }\n\n.codicon-zoom-in:before { content: "\\eb81" }\n`,
    characters: '\ueb81',
  });
});
