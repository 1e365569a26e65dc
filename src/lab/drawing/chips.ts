/** Where fault chips lie: on their link, clear of cards and of each other. */
import { touches } from './zones.ts';
import type { Chip } from './look.ts';
import type { Box, Picture } from './types.ts';

const CHIP = { height: 22, icon: 23, end: 24, em: 0.6 * 11 } as const;

/** Room around a card for the ring that shows it is chosen. */
const CLEAR = 8;

export interface PlacedChip extends Chip {
  readonly box: Box;
}

/** Places each chip at the free spot nearest to the middle of its link's own stretch. */
export function placeChips(picture: Picture, chips: readonly Chip[]): PlacedChip[] {
  const taken: Box[] = picture.parts.map((part) => grow(part.box, CLEAR));
  const placed: PlacedChip[] = [];
  for (const chip of chips) {
    const link = picture.links.find((l) => l.id === chip.link);
    if (!link) continue;
    const w = CHIP.icon + chip.label.length * CHIP.em + CHIP.end;
    const spots = [link.middle, ...[0.5, 0.35, 0.65, 0.2, 0.8].map((f) => link.path.at(f))];
    const offsets = [0, 24, -24, 42, -42, 60, -60];
    const boxes = spots.flatMap((spot) =>
      offsets.map((dy) => ({
        x: Math.min(Math.max(2, spot.x - w / 2), picture.width - w - 2),
        y: Math.min(Math.max(2, spot.y - CHIP.height / 2 + dy), picture.height - CHIP.height - 2),
        w,
        h: CHIP.height,
        off: Math.abs(dy) + Math.hypot(spot.x - link.middle.x, spot.y - link.middle.y) * 0.5,
      })),
    );
    boxes.sort((a, b) => a.off - b.off);
    const { x, y, h } =
      boxes.find((box) => taken.every((other) => !touches(box, other))) ?? boxes[0]!;
    const box = { x, y, w, h };
    taken.push(grow(box, 2));
    placed.push({ ...chip, box });
  }
  return placed;
}

const grow = (box: Box, by: number): Box => ({
  x: box.x - by,
  y: box.y - by,
  w: box.w + 2 * by,
  h: box.h + 2 * by,
});
