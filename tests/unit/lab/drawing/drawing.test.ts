import { describe, expect, it } from 'vitest';
import { placeChips } from '../../../../src/lab/drawing/chips.ts';
import { drawLab, drawPlan } from '../../../../src/lab/drawing/draw.ts';
import { stateLine } from '../../../../src/lab/drawing/look.ts';
import type { Box, Picture, PlacedLink } from '../../../../src/lab/drawing/types.ts';
import { balanced, crowded, single } from './labs.ts';

const labs = { single, balanced, crowded };
const sheets = Object.entries(labs).flatMap(([name, lab]) =>
  [
    { orientation: 'wide', width: 912 },
    { orientation: 'wide', width: 620, height: 286 },
    { orientation: 'wide', width: 540 },
    { orientation: 'tall', width: 360 },
    { orientation: 'tall', width: 390, height: 400 },
  ].map((options) => ({
    name: `${name}, ${options.orientation} ${options.width} ${options.height ?? ''}`,
    picture: drawLab(lab, options as Parameters<typeof drawLab>[1]),
  })),
);

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Stretches of a link that run through a card, its ends' own cards included. */
function throughCards(picture: Picture, link: PlacedLink): string[] {
  return link.path.points.slice(1).flatMap((b, i) => {
    const a = link.path.points[i]!;
    const stretch = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      w: Math.abs(a.x - b.x),
      h: Math.abs(a.y - b.y),
    };
    return picture.parts
      .filter((part) => overlap(stretch, part.box))
      .map((part) => `${link.id} ${part.id}`);
  });
}

describe.each(sheets)('$name', ({ picture }) => {
  it('has every card inside, none on another', () => {
    for (const { box } of picture.parts) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.w).toBeLessThanOrEqual(picture.width);
      expect(box.y + box.h).toBeLessThanOrEqual(picture.height);
    }
    const pairs = picture.parts.flatMap((a, i) => picture.parts.slice(i + 1).map((b) => [a, b]));
    expect(pairs.filter(([a, b]) => overlap(a!.box, b!.box))).toEqual([]);
  });

  it('has every link inside', () => {
    for (const { path } of picture.links) {
      for (const { x, y } of path.points) {
        expect(x).toBeGreaterThan(picture.origin.x);
        expect(y).toBeGreaterThan(picture.origin.y);
        expect(x).toBeLessThan(picture.origin.x + picture.width);
        expect(y).toBeLessThan(picture.origin.y + picture.height);
      }
    }
  });

  it('has links that are straight or square, and keep out of the cards', () => {
    for (const link of picture.links) {
      const points = link.path.points;
      const slanted = points
        .slice(1)
        .filter((p, i) => p.x !== points[i]!.x && p.y !== points[i]!.y);
      expect(slanted).toEqual([]);
    }
    expect(picture.links.flatMap((link) => throughCards(picture, link))).toEqual([]);
  });

  it('has links that begin and end at the cards they name', () => {
    for (const link of picture.links) {
      const [from, to] = [link.from, link.to].map((id) => picture.parts.find((p) => p.id === id)!);
      const near = (box: Box, at: { x: number; y: number }) =>
        overlap(
          { x: box.x - 3, y: box.y - 3, w: box.w + 6, h: box.h + 6 },
          { ...at, w: 0.1, h: 0.1 },
        );
      expect(near(from!.box, link.path.at(0))).toBe(true);
      expect(near(to!.box, link.path.at(1))).toBe(true);
    }
  });

  it('has zones around their members, with labels on no card', () => {
    for (const zone of picture.zones) {
      for (const part of picture.parts.filter((p) => p.zone === zone.id)) {
        expect(part.box.x).toBeGreaterThan(zone.box.x);
        expect(part.box.y + part.box.h).toBeLessThan(zone.box.y + zone.box.h);
      }
      const width = zone.label.length * 6.6;
      const { x, y, anchor } = zone.labelAt;
      const text = { x: anchor === 'end' ? x - width : x, y: y - 10, w: width, h: 12 };
      expect(picture.parts.filter((part) => overlap(text, part.box)).map((p) => p.id)).toEqual([]);
    }
  });
});

describe('drawLab', () => {
  it('is the same drawing every time', () => {
    const paths = (p: Picture) => p.links.map((link) => link.path.d);
    const options = { orientation: 'wide' } as const;
    expect(paths(drawLab(crowded, options))).toEqual(paths(drawLab(crowded, options)));
  });

  it('fits the widths of lesson and workbench, and shrinks gaps before names', () => {
    for (const width of [912, 760, 620, 545]) {
      const picture = drawLab(balanced, { orientation: 'wide', width });
      expect(picture.width).toBeLessThanOrEqual(width);
      expect(picture.width).toBeGreaterThan(width - 12);
      for (const part of picture.parts) {
        expect(part.box.w).toBeGreaterThanOrEqual(47 + part.name.length * 7.8);
      }
    }
  });

  it('fits a phone, but for links that lead around the outermost cards', () => {
    const picture = drawLab(crowded, { orientation: 'tall' });
    for (const { box } of picture.parts) expect(box.x + box.w).toBeLessThanOrEqual(316);
    // Shown at 316, its words are 4% smaller.
    expect(picture.width).toBeLessThanOrEqual(316 * 1.04);
  });

  it('moves rows together to keep within a height', () => {
    const tall = drawLab(balanced, { orientation: 'wide' });
    const low = drawLab(balanced, { orientation: 'wide', height: 250 });
    expect(low.height).toBeLessThanOrEqual(250);
    expect(low.height).toBeLessThan(tall.height);
    const phone = drawLab(balanced, { orientation: 'tall', width: 390, height: 400 });
    expect(phone.height).toBeLessThanOrEqual(400);
    expect(phone.height).toBeGreaterThan(370);
  });

  it('lets a fan share one trunk', () => {
    const { links } = drawLab(balanced, { orientation: 'wide' });
    const turn = (id: string) => links.find((link) => link.id === id)!.path.points;
    expect(turn('lb>web-1')[1]!.x).toBe(turn('lb>web-3')[1]!.x);
    expect(turn('web-1>db').at(-2)!.x).toBe(turn('web-3>db').at(-2)!.x);
  });

  it('says which part a link misses', () => {
    const plan = {
      parts: [{ id: 'a', name: 'a', role: 'web', at: { col: 0, row: 0 }, gauge: true }],
      links: [{ from: 'a', to: 'b' }],
      zones: [],
    } as const;
    expect(() => drawPlan(plan, { orientation: 'wide' })).toThrow(/"b".*the parts are: a/);
  });
});

describe('placeChips', () => {
  it('puts chips near their links, clear of cards and of each other', () => {
    const picture = drawLab(balanced, { orientation: 'wide', width: 620, height: 286 });
    const chips = picture.links.map((link) => ({
      id: link.id,
      link: link.id,
      label: '+60 ms',
      form: 'slow' as const,
    }));
    const placed = placeChips(picture, [chips[0]!, chips[3]!, chips[5]!]);
    expect(placed).toHaveLength(3);
    for (const chip of placed) {
      expect(picture.parts.filter((part) => overlap(part.box, chip.box))).toEqual([]);
      expect(placed.filter((other) => other !== chip && overlap(other.box, chip.box))).toEqual([]);
    }
  });
});

describe('stateLine', () => {
  const box = (w: number): Box => ({ x: 0, y: 0, w, h: 56 });

  it('leaves out the load, then the icon, before it cuts a word', () => {
    expect(stateLine({ form: 'slow', load: 0.93 }, box(136))).toEqual({
      text: 'slow 93%',
      icon: 'i-slow',
    });
    expect(stateLine({ form: 'slow', load: 0.93 }, box(100))).toEqual({
      text: 'slow',
      icon: 'i-slow',
    });
    const rate = { form: 'up', says: ['240 req/s', '240/s'] } as const;
    expect(stateLine(rate, box(112)).text).toBe('240 req/s');
    expect(stateLine(rate, box(104)).text).toBe('240/s');
    expect(stateLine({ form: 'paused' }, box(94))).toEqual({ text: 'paused' });
    expect(stateLine({ form: 'up', says: '1,240 req/s and more' }, box(112)).text).toMatch(/…$/);
  });
});
