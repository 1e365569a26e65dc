/** Where a card stands beside what it points at, so that all of it is inside. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  readonly left: number;
  readonly top: number;
  /** On which side of the target the card is. */
  readonly side: 'below' | 'above' | 'apart';
  /** px from the card's left edge to where it points from. */
  readonly tip: number;
}

/** px between the two, and between the card and the edge of the screen. */
const GAP = 12;
const EDGE = 8;
/** px that the tip keeps from the card's corners. */
const CORNER = 18;

/**
 * @param target relative to `within`, as the answer is
 * @param floor what is below must stay free: a card for something there stands above it, apart
 */
export function beside(
  target: Box,
  card: { readonly width: number; readonly height: number },
  within: { readonly width: number; readonly height: number },
  floor = within.height,
): Placed {
  const middle = target.left + target.width / 2;
  const left = clamp(middle - card.width / 2, EDGE, within.width - card.width - EDGE);
  if (target.top >= floor) {
    return { left, top: Math.max(EDGE, floor - EDGE - card.height), side: 'apart', tip: 0 };
  }
  const below = target.top + target.height + GAP;
  const fits = below + card.height + EDGE <= floor;
  const top = fits ? below : target.top - GAP - card.height;
  return {
    left,
    top: clamp(top, EDGE, within.height - card.height - EDGE),
    side: fits ? 'below' : 'above',
    tip: clamp(middle - left, CORNER, card.width - CORNER),
  };
}

const clamp = (value: number, min: number, max: number) => Math.max(min, Math.min(max, value));
