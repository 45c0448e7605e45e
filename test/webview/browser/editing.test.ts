/** What the author does in the designer, and the change of the text that it makes. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { sample, sharedBrowser } from './browser.ts';
import { DesignerPage } from './page.ts';

const browser = sharedBrowser();

interface Edit {
  readonly what: string;
  readonly by: (page: Page) => Promise<void>;
  /** What stood in the text, and what stands there then. */
  readonly changes: readonly (readonly [before: string, after: string])[];
}

const select = (page: Page, id: string): Promise<void> =>
  page.locator(`[data-state="${id}"] > header .state-name`).click();

const inspector = (page: Page) => page.getByRole('complementary');

const type = async (page: Page, label: string, text: string, key = 'Enter'): Promise<void> => {
  const field = inspector(page).getByLabel(label, { exact: true }).first();
  await field.fill(text);
  await field.press(key);
};

/** Drags from the middle of one element to that of another. */
async function drag(page: Page, from: string, to: string, at = { x: 0.5, y: 0.5 }): Promise<void> {
  const [source, target] = [page.locator(from).first(), page.locator(to).first()];
  const a = await source.boundingBox();
  if (!a || !(await target.isVisible())) throw new Error(`${from} or ${to} is not on the page.`);
  await page.mouse.move(a.x + a.width * at.x, a.y + a.height * at.y);
  await page.mouse.down();
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2 + 30, { steps: 4 });
  await moveOnto(page, target);
  await page.mouse.up();
}

/** The picture moves while a line is near its border, so the pointer follows until both are at rest. */
async function moveOnto(page: Page, target: Locator): Promise<void> {
  for (let before = ''; ;) {
    const box = await target.boundingBox();
    if (!box) throw new Error('The target has left the page.');
    const now = JSON.stringify(box);
    if (now === before) return;
    before = now;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
    // Two frames, in which the picture would go on.
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
    );
  }
}

const edits: readonly Edit[] = [
  {
    what: 'a name, everywhere it stands',
    by: async (page) => {
      await select(page, 'CoolingOff');
      await type(page, 'Name', 'Pause');
    },
    changes: [
      ['"Next": "CoolingOff"', '"Next": "Pause"'],
      ['"CoolingOff": {', '"Pause": {'],
    ],
  },
  {
    what: 'a number',
    by: async (page) => {
      await select(page, 'CoolingOff');
      await type(page, 'Seconds', '60');
    },
    changes: [['"Seconds": 900', '"Seconds": 60']],
  },
  {
    what: 'a text, committed by leaving the field',
    by: async (page) => {
      await select(page, 'OrderRejected');
      await type(page, 'Error', 'Rejected', 'Tab');
    },
    changes: [['"Error": "OrderRejected"', '"Error": "Rejected"']],
  },
  {
    what: 'one member of an object, the rest of it as it was',
    by: async (page) => {
      await select(page, 'ChargeCard');
      const field = inspector(page).getByLabel('Parameters', { exact: true });
      await field.fill((await field.inputValue()).replace('charge-card', 'charge-card-v2'));
      await field.press('Control+Enter');
    },
    changes: [['"FunctionName": "charge-card"', '"FunctionName": "charge-card-v2"']],
  },
  {
    what: 'a new field, put before Next',
    by: async (page) => {
      await select(page, 'CoolingOff');
      await type(page, 'Comment', 'Time to think');
    },
    changes: [['"Seconds": 900,\n', '"Seconds": 900,\n      "Comment": "Time to think",\n']],
  },
  {
    what: 'where a state leads, by the picker',
    by: async (page) => {
      await select(page, 'CoolingOff');
      await inspector(page).getByLabel('Next state').selectOption('OrderFulfilled');
    },
    changes: [
      [
        '"Seconds": 900,\n      "Next": "ShipAndTell"',
        '"Seconds": 900,\n      "Next": "OrderFulfilled"',
      ],
    ],
  },
  {
    what: 'where a state leads, by a line drawn from it',
    by: async (page) => {
      await page.locator('[data-state="CoolingOff"]').hover();
      await drag(page, '[data-state="CoolingOff"] .source', '[data-state="OrderFulfilled"]');
    },
    changes: [
      [
        '"Seconds": 900,\n      "Next": "ShipAndTell"',
        '"Seconds": 900,\n      "Next": "OrderFulfilled"',
      ],
    ],
  },
  {
    what: 'where an edge leads, by its end',
    by: (page) =>
      drag(
        page,
        '[data-id$="choice:IsApprovalNeeded:0"] .react-flow__edgeupdater-target',
        '[data-state="CoolingOff"]',
      ),
    changes: [['"Next": "AskForApproval"', '"Next": "CoolingOff"']],
  },
  {
    what: 'one more rule, by a line from a Choice that has a Default',
    by: async (page) => {
      await page.locator('[data-state="IsApprovalNeeded"]').hover();
      await drag(page, '[data-state="IsApprovalNeeded"] .source', '[data-state="OrderRejected"]');
    },
    changes: [
      [
        '"Next": "AskForApproval"\n        }\n',
        '"Next": "AskForApproval"\n        },\n        {\n          "Variable": "$.value",\n          "IsPresent": true,\n          "Next": "OrderRejected"\n        }\n',
      ],
    ],
  },
  {
    what: 'a catcher, taken away with its edge',
    by: async (page) => {
      await page.locator('.edge-label', { hasText: 'Catch OrderInvalid' }).click();
      await page.keyboard.press('Delete');
    },
    changes: [
      [
        `      "Catch": [
        {
          "ErrorEquals": ["OrderInvalid"],
          "ResultPath": "$.problem",
          "Next": "OrderRejected"
        }
      ],
`,
        '',
      ],
    ],
  },
  {
    what: 'a number of a retrier',
    by: async (page) => {
      await select(page, 'ReserveStock/ReserveLine');
      await type(page, 'Max attempts', '5');
    },
    changes: [
      [
        '"IntervalSeconds": 1,\n                "MaxAttempts": 3',
        '"IntervalSeconds": 1,\n                "MaxAttempts": 5',
      ],
    ],
  },
  {
    what: 'the errors of a catcher',
    by: async (page) => {
      await select(page, 'AskForApproval');
      await type(page, 'Errors', 'States.Timeout, ApprovalRefused, States.TaskFailed');
    },
    changes: [
      [
        '"ErrorEquals": ["States.Timeout", "ApprovalRefused"]',
        '"ErrorEquals": ["States.Timeout", "ApprovalRefused", "States.TaskFailed"]',
      ],
    ],
  },
  {
    what: 'a copy behind the state',
    by: async (page) => {
      await select(page, 'CoolingOff');
      await page.keyboard.press('Control+d');
    },
    changes: [
      [
        '      "Next": "ShipAndTell"\n    },\n',
        '      "Next": "CoolingOff 2"\n    },\n    "CoolingOff 2": {\n      "Type": "Wait",\n      "Seconds": 900,\n      "Next": "ShipAndTell"\n    },\n',
      ],
    ],
  },
  {
    what: 'a state less, by the button',
    by: async (page) => {
      await select(page, 'CoolingOff');
      await inspector(page).getByLabel('Delete state').click();
    },
    changes: [
      ['"Next": "CoolingOff"', '"Next": "ShipAndTell"'],
      [
        '    "CoolingOff": {\n      "Type": "Wait",\n      "Seconds": 900,\n      "Next": "ShipAndTell"\n    },\n',
        '',
      ],
    ],
  },
  {
    what: 'a field of the machine',
    by: async (page) => {
      await page.locator('.state').first().waitFor();
      await type(page, 'TimeoutSeconds', '3600');
    },
    changes: [['"TimeoutSeconds": 604800', '"TimeoutSeconds": 3600']],
  },
];

describe('an edit in the designer is the least change of the text, and one undo', () => {
  for (const { what, by, changes } of edits) {
    it(what, async () => {
      const designer = await DesignerPage.open(browser(), sample.json, 'json');
      await designer.page.locator('.state').first().waitFor();
      await by(designer.page);
      const wanted = changes.reduce(
        (text, [before, after]) => text.replace(before, after),
        sample.json,
      );
      await expect.poll(() => designer.text).toBe(wanted);
      await designer.undo();
      expect(designer.text).toBe(sample.json);
      await designer.page.close();
    });
  }
});

describe('a state that is missing', () => {
  it('can be added where it is missed', async () => {
    const text = sample.json.replace('"Default": "ChargeCard"', '"Default": "Elsewhere"');
    const designer = await DesignerPage.open(browser(), text, 'json');
    const { page } = designer;
    await page.getByLabel('There is no state Elsewhere. Add it.').click();
    await page.keyboard.type('succeed');
    await page.keyboard.press('Enter');
    await page.locator('[data-state="Elsewhere"].state-selected').waitFor();
    expect(designer.text).toContain('"Elsewhere": {\n      "Type": "Succeed"\n    }');
    await page.close();
  });
});

describe('a field that is added', () => {
  it('is typed into next', async () => {
    const designer = await DesignerPage.open(browser(), sample.yaml, 'yaml');
    const { page } = designer;
    await select(page, 'CoolingOff');
    await inspector(page).getByLabel('Add a field to Configuration').selectOption('Timestamp');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Timestamp');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2031-01-01T00:00:00Z');
    await page.keyboard.press('Enter');
    await expect.poll(() => designer.text).toContain('Timestamp: "2031-01-01T00:00:00Z"\n');
    await page.close();
  });
});

describe('a draft', () => {
  it('is taken back by Escape and kept when another state is selected', async () => {
    const designer = await DesignerPage.open(browser(), sample.json, 'json');
    const { page } = designer;
    await select(page, 'CoolingOff');
    const comment = inspector(page).getByLabel('Comment', { exact: true });
    await comment.fill('never mind');
    await comment.press('Escape');
    expect(await comment.inputValue()).toBe('');
    await comment.fill('kept');
    await select(page, 'ChargeCard');
    await expect.poll(() => designer.text).toContain('"Comment": "kept"');
    expect(designer.messages.filter(({ type: kind }) => kind === 'edit')).toHaveLength(1);
    await page.close();
  });

  it('that is no JSON yet stays in its field and says so', async () => {
    const designer = await DesignerPage.open(browser(), sample.json, 'json');
    const { page } = designer;
    await select(page, 'ChargeCard');
    const field = inspector(page).getByLabel('Parameters', { exact: true });
    await field.fill('{ "FunctionName": ');
    await field.press('Control+Enter');
    await page.getByText('This is not JSON yet').waitFor();
    expect(designer.text).toBe(sample.json);
    await page.close();
  });

  it('is committed before the document is saved', async () => {
    const designer = await DesignerPage.open(browser(), sample.json, 'json');
    const { page } = designer;
    await select(page, 'CoolingOff');
    const field = inspector(page).getByLabel('Seconds', { exact: true });
    await field.fill('5');
    await field.press('Control+s');
    await expect.poll(() => designer.messages.at(-1)).toEqual({ type: 'command', command: 'save' });
    expect(designer.text).toContain('"Seconds": 5,');
    await page.close();
  });
});

describe('a refused edit', () => {
  it('says why: a transition stays within its scope', async () => {
    const designer = await DesignerPage.open(browser(), sample.json, 'json');
    const { page } = designer;
    await page.locator('[data-state="CoolingOff"]').hover();
    await drag(
      page,
      '[data-state="CoolingOff"] .source',
      '[data-state="ReserveStock/ReserveLine"]',
    );
    await page.getByText('A transition stays within its scope').waitFor();
    expect(designer.text).toBe(sample.json);
    await page.close();
  });

  it('says why: the text cannot be read', async () => {
    const designer = await DesignerPage.open(browser(), sample.json, 'json');
    const { page } = designer;
    await select(page, 'CoolingOff');
    await designer.show(sample.json.replace('"StartAt":', '"StartAt"'));
    await page.getByRole('status').waitFor();
    await page.locator('.react-flow').focus();
    await page.keyboard.press('Delete');
    await page.getByText('The text cannot be read right now. Repair it').waitFor();
    await page.close();
  });
});

describe('an empty document', () => {
  for (const [syntax, written] of [
    [
      'json',
      '{\n  "StartAt": "Pass",\n  "States": {\n    "Pass": {\n      "Type": "Pass",\n      "End": true\n    }\n  }\n}\n',
    ],
    ['yaml', 'StartAt: Pass\nStates:\n  Pass:\n    Type: Pass\n    End: true\n'],
  ] as const) {
    it(`begins with its first state, in ${syntax}`, async () => {
      const designer = await DesignerPage.open(browser(), '', syntax);
      await designer.page.getByRole('button', { name: /^Pass/ }).click();
      await designer.page.locator('[data-state="Pass"].state-selected').waitFor();
      expect(designer.text).toBe(written);
      await designer.page.close();
    });
  }
});

describe('what AWS says about an action', () => {
  const machine = (Resource: string) =>
    JSON.stringify({ StartAt: 'Send', States: { Send: { Type: 'Task', Resource, End: true } } });

  it('is asked for when the Task is selected, folded away, and follows its Resource', async () => {
    const designer = await DesignerPage.open(
      browser(),
      machine('arn:aws:states:::sqs:sendMessage'),
      'json',
    );
    const { page } = designer;
    const summary = inspector(page).getByText('About this action');
    expect(await summary.count()).toBe(0);
    await select(page, 'Send');
    await summary.click();
    const about = inspector(page).locator('.integration-docs');
    await about.getByText('Delivers a message to the specified queue.').waitFor();
    expect(await about.locator('dt').allTextContents()).toEqual([
      'QueueUrl required',
      'MessageGroupId',
    ]);
    await designer.show(machine('arn:aws:states:::none:such'));
    await summary.waitFor({ state: 'detached' });
    await designer.show(machine('arn:aws:states:::sqs:sendMessage'));
    await summary.waitFor();
    const asked = designer.messages.flatMap((message) =>
      message.type === 'describe' ? [message.resource] : [],
    );
    // What was answered is asked for once.
    expect(asked.filter((resource) => resource.endsWith('sendMessage'))).toHaveLength(1);
    await page.close();
  });
});
