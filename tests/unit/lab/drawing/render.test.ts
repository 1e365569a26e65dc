import { h } from 'preact';
import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { Drawing } from '../../../../src/lab/drawing/Drawing.tsx';
import type { DrawingProps } from '../../../../src/lab/drawing/Drawing.tsx';
import { drawPlan } from '../../../../src/lab/drawing/draw.ts';
import { Sheet } from '../../../../src/lab/drawing/Sheet.tsx';
import { balanced } from './labs.ts';

const draw = (props: Partial<DrawingProps> = {}) =>
  render(h(Drawing, { lab: balanced, orientation: 'wide', mode: 'figure', id: 'f', ...props }));

describe('Sheet', () => {
  it('draws a map of parts with their stages', () => {
    const part = (id: string, role: 'web' | 'cache', col: number) =>
      ({ id, name: id, role, at: { col, row: 0 }, gauge: false }) as const;
    const plan = {
      parts: [part('web', 'web', 0), part('cache', 'cache', 1)],
      links: [{ from: 'web', to: 'cache' }],
      zones: [],
    };
    const html = render(
      h(Sheet, {
        picture: drawPlan(plan, { orientation: 'wide', width: 400, card: 'map' }),
        looks: { web: { form: 'done' }, cache: { form: 'next', tag: '06' } },
        links: { 'web>cache': 'next' },
        partProps: ({ id }) => ({ 'data-stage': id }),
        title: 'The map',
        id: 'map',
      }),
    );
    expect(html).toContain('class="m r-web done"');
    expect(html).toContain('data-stage="cache"');
    expect(html).toMatch(/class="stg nextup"[^>]*>06</);
    expect(html).toContain('class="l nextup"');
    expect(html).not.toMatch(/m-state|g-off/);
  });
});

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
