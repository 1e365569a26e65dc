/** Quiz and recall in a lesson, and the review page, as a reader uses them. @once */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const LESSON = '/load-balancer/';
const SHOWN = '.qq:not([hidden])';

interface Key {
  readonly kind: 'one' | 'many' | 'number' | 'order';
  readonly answer?: number;
  readonly right?: readonly number[];
  readonly shown?: readonly number[];
}

/** Answers the question in view rightly, as its kind wants it. */
async function answerRight(page: Page): Promise<void> {
  const key = JSON.parse((await page.locator(SHOWN).getAttribute('data-key')) ?? '{}') as Key;
  if (key.kind === 'number') {
    await page.locator(`${SHOWN} input`).fill(String(key.answer));
    await page.keyboard.press('Enter');
    return;
  }
  if (key.kind === 'order') await putInOrder(page, key.shown?.length ?? 0);
  else for (const index of key.right ?? []) await page.locator(`${SHOWN} .opt`).nth(index).click();
  await page.locator('.quiz-b .btn.go').click();
}

async function putInOrder(page: Page, size: number): Promise<void> {
  for (let place = 0; place < size; place += 1) {
    for (;;) {
      const order = await page
        .locator(`${SHOWN} [data-option]`)
        .evaluateAll((items) =>
          items.map((item) => Number((item as HTMLElement).dataset['option'])),
        );
      if (order.indexOf(place) === place) break;
      await page.locator(`${SHOWN} [data-option="${place}"] .moves button`).first().click();
    }
  }
}

test.describe('Quiz @once', () => {
  test('hides what is right, explains, retries the wrong one, and remembers', async ({
    page,
    context,
  }) => {
    await page.goto(LESSON);
    await expect(page.locator('.quiz.is-live')).toBeVisible();
    await expect(page.locator(`${SHOWN} .exp:visible`)).toHaveCount(0);

    const tabs = page.locator('.qtab');
    const count = await tabs.count();
    let wrong = -1;
    for (let index = 0; index < count; index += 1) {
      const key = JSON.parse((await page.locator(SHOWN).getAttribute('data-key')) ?? '{}') as Key;
      if (wrong < 0 && key.kind === 'one') {
        wrong = index;
        await page
          .locator(`${SHOWN} .opt`)
          .nth(key.right?.[0] === 0 ? 1 : 0)
          .click();
        await page.locator('.quiz-b .btn.go').click();
        await page.getByText('Show the answer').click();
      } else await answerRight(page);
      if (index < count - 1) await page.getByText(/Next question/).click();
    }
    await expect(page.locator('.quiz-s')).toContainText(`${count - 1} of ${count} right`);

    // It is there after a reload, and in another tab at once.
    const other = await context.newPage();
    await other.goto(LESSON);
    await expect(other.locator('.qtab.is-right')).toHaveCount(count - 1);
    await page.getByText('Retry the wrong one').click();
    await expect(page.locator('.qtab[aria-current]')).toHaveAttribute(
      'aria-label',
      `Question ${wrong + 1}`,
    );
    await answerRight(page);
    await expect(other.locator('.qtab.is-right')).toHaveCount(count);
    await page.getByText('Clear my answers').click();
    await expect(other.locator('.qtab.is-open')).toHaveCount(count);
  });

  test('works where nothing may be stored', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
    });
    await page.goto(LESSON);
    await expect(page.locator('.notices')).toContainText('does not let the site save');
    await answerRight(page);
    await expect(page.locator('.qtab.is-right')).toHaveCount(1);
  });
});

test('Recall: a card is turned and rated by keyboard @once', async ({ page }) => {
  await page.goto(LESSON);
  await expect(page.locator('.deck.is-live')).toBeVisible();
  await page.locator('.rc:not([hidden]) summary').focus();
  await page.keyboard.press('Space');
  await expect(page.locator('.rate .btn')).toHaveCount(4);
  await page.keyboard.press('1');
  await expect(page.locator('.deck-s')).toContainText('Again: it comes back in 10 min');
});

test('Review keeps what can be read of damaged schedules, and undoes @once', async ({ page }) => {
  await page.goto('/review/');
  await page.evaluate(() => {
    const card = (due: number) => ({
      due,
      last: due,
      stability: 5,
      difficulty: 5,
      days: 5,
      step: 0,
      reps: 3,
      lapses: 0,
      phase: 'review',
    });
    const cards = {
      'load-balancer/two-jobs': card(1e12),
      'load-balancer/headroom': card(2e11),
      'load-balancer/broken': { due: 'x' },
    };
    localStorage.setItem('ztm:deck', JSON.stringify({ v: 1, data: { cards, log: {} } }));
  });
  await page.reload();
  await expect(page.locator('.notices')).toContainText('could not be read (one entry)');
  const kept = await page.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('ztm:aside:deck:')),
  );
  expect(kept).toHaveLength(1);
  const before = await page.evaluate(() => localStorage.getItem('ztm:deck'));
  await page.getByText('Show answer').first().click();
  await page.locator('.rate .btn').nth(1).click();
  await page.getByText('Undo last').click();
  expect(await page.evaluate(() => localStorage.getItem('ztm:deck'))).toBe(before);
});

test.describe('Without script @once', () => {
  test.use({ javaScriptEnabled: false });

  test('questions, answers and cards can all be read', async ({ page }) => {
    await page.goto(LESSON);
    expect(await page.locator('.qq:visible').count()).toBeGreaterThanOrEqual(5);
    expect(await page.locator('.rc:visible').count()).toBeGreaterThanOrEqual(6);
  });
});
