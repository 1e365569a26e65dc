import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Drawing } from '../../../../src/lab/drawing/Drawing.tsx';
import type { DrawingProps } from '../../../../src/lab/drawing/Drawing.tsx';
import { balanced } from './labs.ts';

const draw = (props: Partial<DrawingProps> = {}) =>
  render(h(Drawing, { lab: balanced, orientation: 'wide', mode: 'figure', id: 'f', ...props }));

describe('Drawing', () => {
  it('has a name and a description in words', () => {
    const html = draw();
    expect(html).toContain('role="img"');
    expect(html).toMatch(/aria-labelledby="f-wide-t"/);
    expect(html).toContain(
      '<desc id="f-wide-d">clients reach lb. lb reaches web-1, web-2 and web-3.',
    );
  });

  it('needs no inline style and no script', () => {
    expect(draw()).not.toMatch(/style=|<script|onclick/i);
  });

  it('shows the poster switched off, and a moment in the words and forms given', () => {
    expect(draw({ mode: 'poster' }).match(/is-off/g)).toHaveLength(5);
    expect(draw({ mode: 'poster' })).toContain('>ready<');
    const broken = draw({
      looks: { 'web-2': { form: 'down' } },
      links: { 'lb>web-3': 'slow', 'web-2>db': 'idle' },
    });
    expect(broken).toMatch(/is-down.*down.*#i-cross/);
    expect(broken).toContain('class="l is-slow"');
    expect(broken).toContain('class="l is-idle"');
    expect(draw()).toContain('240 req/s');
  });
});
