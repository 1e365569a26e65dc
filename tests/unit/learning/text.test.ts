import { describe, expect, it } from 'vitest';
import { blockHtml, inlineHtml } from '../../../src/learning/text.ts';

describe('inlineHtml', () => {
  it.each([
    ['plain', 'plain'],
    ['`fall = 3` probes', '<code>fall = 3</code> probes'],
    ['*not* and **never**', '<em>not</em> and <strong>never</strong>'],
    ['`a * b * c`', '<code>a * b * c</code>'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['2*3*4', '2*3*4'],
    ['a ` alone', 'a ` alone'],
    ['<img onerror="x"> & co', '&lt;img onerror=&quot;x&quot;&gt; &amp; co'],
    ['`<b>`', '<code>&lt;b&gt;</code>'],
    ['*<i>*', '<em>&lt;i&gt;</em>'],
  ])('%s', (text, html) => expect(inlineHtml(text)).toBe(html));
});

it('blockHtml makes a paragraph of each block and folds its lines', () => {
  expect(blockHtml('One\ntwo.\n\n  Three `x`.\n')).toBe(
    '<p>One two.</p><p>Three <code>x</code>.</p>',
  );
});
