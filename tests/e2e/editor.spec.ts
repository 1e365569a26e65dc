/** Writing code in the lab: completion, format, find. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { panel, startLab, writeInto } from './workbench-steps.ts';

/** Opens a file with the cursor at its end. */
async function atEnd(page: Page, file: string): Promise<Locator> {
  const editor = await panel(page, 'Editor', 'Code');
  await editor.getByRole('tab', { name: new RegExp(`^${file}`) }).click();
  await editor.getByRole('textbox', { name: new RegExp(`^${file}`) }).click();
  await page.keyboard.press('ControlOrMeta+End');
  return editor;
}

/** Takes the completion that is offered first, which must be this one, by the keyboard. */
async function take(page: Page, editor: Locator, name: RegExp): Promise<void> {
  await expect(editor.locator('[role=option][aria-selected=true]')).toHaveText(name);
  // A list takes no Enter before a reader can have seen it.
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await expect(editor.getByRole('option')).toHaveCount(0);
}

test('the editor completes modules, names and imports', async ({ page }) => {
  test.setTimeout(120_000);
  await startLab(page);
  const editor = await atEnd(page, 'db.ts');
  const text = editor.getByRole('textbox', { name: /^db\.ts/ });

  await page.keyboard.type("\nimport { } from 'node:cry");
  await take(page, editor, /^node:crypto$/);
  await page.keyboard.type("';");
  for (let i = 0; i < "} from 'node:crypto';".length; i += 1)
    await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('randomUU');
  await take(page, editor, /^randomUUID/);
  await expect(text).toContainText("import { randomUUID} from 'node:crypto';");

  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('\nconst mine = randomUU');
  await take(page, editor, /^randomUUID/);
  await page.keyboard.type('();\nconsole.lo');
  await take(page, editor, /^log$/);
  await page.keyboard.type('(mi');
  await take(page, editor, /^mine$/);
  await page.keyboard.type(');\nmemor');
  await take(page, editor, /^memory.*machine\.ts$/);
  await expect(text).toContainText('console.log(mine);');
  // The import is at the top of the file.
  await page.keyboard.press('ControlOrMeta+Home');
  await expect(text).toContainText("memory } from '../../machine.ts';");
  await page.keyboard.press('ControlOrMeta+End');

  await page.keyboard.type('(');
  await page.keyboard.press('Control+Space');
  const list = editor.getByRole('listbox');
  await expect(list).toBeVisible();
  await expect(text).toHaveAttribute('aria-activedescendant', /.+/);
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
});

test('Format lays a file out, keeps the cursor, and one undo takes it back', async ({ page }) => {
  await startLab(page);
  const editor = await atEnd(page, 'db.ts');
  const text = editor.getByRole('textbox', { name: /^db\.ts/ });
  const footer = editor.locator('.ed-f');

  // As the course ships it, there is nothing to do.
  await page.keyboard.press('Shift+Alt+F');
  await expect(footer).toContainText('db.ts formatted.', { timeout: 20_000 });
  await expect(editor.getByRole('tab', { name: /^db\.ts/ })).not.toContainText('not saved');

  await page.keyboard.insertText('\nconst  messy={a:1,\nb:"two"}\nmessy.a');
  await editor.getByRole('button', { name: 'Format' }).click();
  await expect(text).toContainText("const messy = { a: 1, b: 'two' };");
  await text.focus();
  // A moment after it got the focus it puts the browser's own cursor where its own is.
  await expect(editor.locator('.cm-editor.cm-focused')).toBeVisible();
  await page.keyboard.insertText('Z');
  await expect(text).toContainText('messy.aZ;');
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(text).toContainText('const  messy={a:1,');

  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText('\nconst broken = (;');
  await page.keyboard.press('Shift+Alt+F');
  await expect(footer).toContainText('db.ts was not formatted');
  await expect(editor.locator('.cm-line.cm-problem')).toContainText('const broken');
  await expect(page.locator('.wb > [role=status]')).toContainText('was not formatted');

  await editor.getByRole('tab', { name: /^machine\.ts/ }).click();
  await expect(editor.getByRole('button', { name: 'Format' })).toBeDisabled();
});

test('finding comes with its key @once', async ({ page }) => {
  await startLab(page);
  const editor = await atEnd(page, 'db.ts');
  await page.keyboard.press('ControlOrMeta+f');
  const field = editor.getByRole('textbox', { name: 'Find', exact: true });
  await expect(field).toBeFocused();
  await field.fill('listen');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(editor.getByRole('textbox', { name: /^db\.ts/ })).toBeFocused();
});

test('what is typed before the editor has come is kept, and the cursor stays @once', async ({
  page,
}) => {
  // The editor is on its way for as long as this test holds it up.
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/_astro\/editor\./, async (route) => {
    await held;
    await route.continue();
  });
  await startLab(page);
  const editor = page.getByRole('region', { name: 'Editor' });
  await editor.getByRole('tab', { name: /^db\.ts/ }).click();
  const text = editor.getByRole('textbox', { name: /^db\.ts/ });
  await text.click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('// early\n');
  await expect(text).toHaveValue(/^\/\/ early\n/);
  await expect(editor.getByRole('tab', { name: /^db\.ts/ })).toContainText('not saved');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(editor).toContainText('db restarted');

  letGo();
  await expect(editor.locator('.cm-content')).toBeFocused();
  await page.keyboard.insertText('// late');
  await expect(editor.locator('.cm-line').nth(0)).toHaveText('// early');
  await expect(editor.locator('.cm-line').nth(1)).toHaveText(/^\/\/ late/);
});

test.describe('without the editor', () => {
  test.use({ tolerated: [/\/_astro\/editor\./] });

  test('a reader whose editor does not load writes in the plain one @once', async ({ page }) => {
    await page.route(/\/_astro\/editor\./, (route) => route.abort());
    await startLab(page);
    await writeInto(page, 'db.ts', 'End', '\n// plain\n');
    const editor = page.getByRole('region', { name: 'Editor' });
    await expect(editor).toContainText('db restarted');
    await expect(editor.getByRole('alert')).toContainText('The full editor did not load');
    await page.unroute(/\/_astro\/editor\./);
    await editor.getByRole('button', { name: 'Try again' }).click();
    await expect(editor.locator('.cm-content')).toContainText('// plain');
  });
});
