/** What the author does in the designer while somebody else changes the text. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sharedBrowser } from './browser.ts';
import { DesignerPage } from './page.ts';

const browser = sharedBrowser();

const text = `{
  "StartAt": "Sort",
  "States": {
    "Sort": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.x", "IsPresent": true, "Next": "Left", "Comment": "of x" },
        { "Variable": "$.y", "IsPresent": true, "Next": "Right", "Comment": "of y" }
      ],
      "Default": "Left"
    },
    "Left": { "Type": "Pass", "Comment": "west", "Next": "Right" },
    "Right": { "Type": "Wait", "Seconds": 1, "End": true }
  }
}
`;

const withRuleBefore = text.replace(
  '        { "Variable": "$.x"',
  '        { "Variable": "$.w", "IsPresent": true, "Next": "Left", "Comment": "of w" },\n        { "Variable": "$.x"',
);

const withNewState = (before: string): string =>
  before.replace('    "Right"', '    "New": { "Type": "Succeed" },\n    "Right"');

const overtaken = /The text has changed meanwhile where this edit belongs/;

const select = (page: Page, id: string): Promise<void> =>
  page.locator(`[data-state="${id}"] > header .state-name`).click();

const comments = (page: Page) =>
  page.getByRole('complementary').getByLabel('Comment', { exact: true });

async function open(id: string): Promise<{ designer: DesignerPage; page: Page }> {
  const designer = await DesignerPage.open(browser(), text, 'json');
  const { page } = designer;
  await select(page, id);
  return { designer, page };
}

describe('a half-typed draft', () => {
  it('stays when its field changes elsewhere, says so, and is written by Enter', async () => {
    const { designer, page } = await open('Left');
    await comments(page).fill('half typ');
    await designer.show(text.replace('"west"', '"east"'));
    await page.getByText('The text has meanwhile become “east”.').waitFor();
    expect(await comments(page).inputValue()).toBe('half typ');
    await comments(page).press('Enter');
    await expect.poll(() => designer.text).toBe(text.replace('"west"', '"half typ"'));
    await page.close();
  });

  it('gives way to the text by Escape', async () => {
    const { designer, page } = await open('Left');
    await comments(page).fill('half typ');
    await designer.show(text.replace('"west"', '"east"'));
    await page.getByText('The text has meanwhile become “east”.').waitFor();
    await comments(page).press('Escape');
    expect(await comments(page).inputValue()).toBe('east');
    expect(designer.messages.filter(({ type }) => type === 'edit')).toEqual([]);
    await page.close();
  });

  it('stays when something else changes, and says nothing', async () => {
    const { designer, page } = await open('Left');
    await comments(page).fill('half typ');
    await designer.show(withNewState(text));
    await page.locator('[data-state="New"]').waitFor();
    expect(await comments(page).inputValue()).toBe('half typ');
    expect(await page.locator('.draft-note').count()).toBe(0);
    await page.close();
  });

  it('of a rule goes into that rule, when another has come before it', async () => {
    const { designer, page } = await open('Sort');
    const ofY = comments(page).nth(2);
    await ofY.fill('still of y');
    await designer.show(withRuleBefore);
    await expect.poll(() => comments(page).count()).toBe(4);
    expect(await comments(page).nth(3).inputValue()).toBe('still of y');
    await comments(page).nth(3).press('Enter');
    await expect.poll(() => designer.text).toBe(withRuleBefore.replace('"of y"', '"still of y"'));
    await page.close();
  });

  it('of a rule that goes away changes no other rule', async () => {
    const { designer, page } = await open('Sort');
    await comments(page).nth(1).fill('of x no more');
    const without = text.replace(/ {8}\{ "Variable": "\$\.x".*\n/, '');
    await designer.show(without);
    await page.getByText(overtaken).waitFor();
    expect(designer.text).toBe(without);
    await page.close();
  });
});

describe('an edit that was made on an older text', () => {
  it('is made where it was meant, when another rule has come before', async () => {
    const { designer, page } = await open('Sort');
    await designer.showLate(withRuleBefore);
    await comments(page).nth(2).fill('still of y');
    await comments(page).nth(2).press('Enter');
    await expect.poll(() => designer.text).toBe(withRuleBefore.replace('"of y"', '"still of y"'));
    await page.close();
  });

  it('is refused when its place has changed, and the field keeps it with the reason', async () => {
    const { designer, page } = await open('Left');
    const later = text.replace('"west"', '"east"');
    await designer.showLate(later);
    await comments(page).fill('mine');
    await comments(page).press('Enter');
    await page.locator('.draft-note').getByText(overtaken).waitFor();
    await page.locator('.banner-refused').getByText(overtaken).waitFor();
    expect(designer.text).toBe(later);
    expect(await comments(page).inputValue()).toBe('mine');
    // The page learns of the text, and what its author has typed is still there.
    await designer.show(withNewState(later));
    await page.locator('[data-state="New"]').waitFor();
    expect(await comments(page).inputValue()).toBe('mine');
    await comments(page).press('Enter');
    await expect.poll(() => designer.text).toContain('"Comment": "mine"');
    await page.close();
  });
});

describe('what is chosen in a menu', () => {
  it('is meant for the text on which the menu was opened', async () => {
    const { designer, page } = await open('Sort');
    const target = page.getByRole('complementary').getByLabel('Then go to').nth(1);
    await target.selectOption('A new state…');
    await page.getByRole('combobox', { name: 'Filter state types' }).waitFor();
    await designer.show(withRuleBefore);
    await page.keyboard.type('succeed');
    await page.keyboard.press('Enter');
    await expect.poll(() => designer.text).toContain('"Next": "Succeed", "Comment": "of y"');
    expect(designer.text).toContain('"Next": "Left", "Comment": "of x"');
    await page.close();
  });
});
