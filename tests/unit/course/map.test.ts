import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { arrowHead, MAP_LINKS, MAP_PARTS, MAP_ZONES } from '../../../src/course/map.ts';

const stages = parse(
  readFileSync(new URL('../../../content/stages.yaml', import.meta.url), 'utf8'),
) as {
  id: string;
  roles: string[];
}[];
const ids = stages.map((stage) => stage.id);

describe('the map', () => {
  it('names only stages of the ladder', () => {
    const named = [
      ...MAP_PARTS.map((part) => part.stage),
      ...MAP_LINKS.wide.map((link) => link.stage),
      ...MAP_LINKS.phone.map((link) => link.stage),
      ...MAP_ZONES.flatMap((zone) => zone.stage ?? []),
    ];
    expect(named.filter((stage) => !ids.includes(stage))).toEqual([]);
  });

  it('shows every role that a stage adds', () => {
    for (const { id, roles } of stages)
      for (const role of roles)
        expect(
          role === 'region'
            ? MAP_ZONES.some((zone) => zone.stage === id)
            : MAP_PARTS.some((part) => part.role === role && part.stage === id),
          `${id} adds ${role}`,
        ).toBe(true);
  });

  it('draws no part over another, in either form', () => {
    for (const form of ['wide', 'phone'] as const) {
      const places = MAP_PARTS.flatMap((part) => (part[form] ? [part[form].join()] : []));
      expect(new Set(places).size).toBe(places.length);
    }
  });
});

describe('arrowHead', () => {
  it.each([
    ['M0 0L10 0', 'M10 0L3 3.6L3 -3.6Z'],
    ['M0 0L0 10', 'M0 10L3.6 3L-3.6 3Z'],
    ['M20 0L10 0', 'M10 0L17 3.6L17 -3.6Z'],
  ])('%s', (path, head) => {
    // The two corners of the base may come in either order.
    const corners = (d: string) =>
      new Set(
        d
          .slice(1, -1)
          .split('L')
          .map((p) => p.replace('-0', '0')),
      );
    expect(corners(arrowHead(path))).toEqual(corners(head));
  });
});
