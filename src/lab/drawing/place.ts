/** Where the cards lie: from grid places to boxes. */
import type { Box, CardKind, DrawOptions, Part, PartLink, PlacedPart, Plan } from './types.ts';

/** Advance of one character of the mono face, in em. */
const EM = 0.6;
const CARD = {
  machine: { height: 56, text: 47, least: 92, ideal: 136 },
  map: { height: 44, text: 45, least: 92, ideal: 118 },
} as const;
const MARGIN = { wide: [8, 16, 16], tall: 6 } as const;
/** Room above and below the cards of a wide drawing: a zone's edge fits in it. */
const BLEED = 24;
const ROW_PITCH = { machine: 88, map: 78 } as const;
const TALL_GAP = {
  machine: { straight: [30, 44], bend: [54, 76] },
  map: { straight: [34, 34], bend: [44, 44] },
} as const;
const TALL_BLEED = 12;
/** Cards beside each other on a phone before they wrap. */
const TALL_ACROSS = 3;

export interface Placed {
  readonly parts: readonly PlacedPart[];
  readonly width: number;
  readonly height: number;
  /** Cards in the order of travel: columns when wide, lines when tall. */
  readonly lanes: readonly (readonly PlacedPart[])[];
}

export function place(plan: Plan, options: DrawOptions): Placed {
  return options.orientation === 'wide' ? placeWide(plan, options) : placeTall(plan, options);
}

function placeWide(plan: Plan, options: DrawOptions): Placed {
  const card = options.card ?? 'machine';
  const columns = byColumn(plan.parts);
  const cards = columns.map((column) => widest(column.map((part) => cardWidths(part, card))));
  const gaps = columns
    .slice(1)
    .map((_, i) => gapWidths(columns[i]!, columns[i + 1]!, plan.links, card));
  const room = options.width ?? 912;
  const fit = fitTo(room, [...cards, ...gaps, MARGIN.wide, MARGIN.wide]);
  const widths = cards.map((sizes) => Math.floor(sizeAt(sizes, fit.ease)));
  // Beyond comfort the gaps alone open a little further.
  const open = gaps.length === 0 ? 0 : Math.min(fit.spare / gaps.length, 60);
  const spaces = gaps.map((sizes) => Math.floor(sizeAt(sizes, fit.ease) + open));
  const margin = Math.floor(sizeAt(MARGIN.wide, fit.ease));

  const rows = rowScale(columns);
  const high = CARD[card].height;
  const wanted =
    options.height === undefined
      ? Infinity
      : (options.height - 2 * BLEED - high) / Math.max(rows.span, 1e-9);
  const pitch = clamp(wanted, high + 10, ROW_PITCH[card]) * rows.stretch;

  const lanes: PlacedPart[][] = [];
  let x = margin;
  columns.forEach((column, i) => {
    const w = widths[i]!;
    lanes.push(
      column.map((part) => ({
        ...part,
        box: { x, y: Math.round(BLEED + (part.at.row - rows.first) * pitch), w, h: high },
      })),
    );
    x += w + (spaces[i] ?? 0);
  });
  const height = Math.round(2 * BLEED + high + rows.span * pitch);
  return { parts: inPlanOrder(plan, lanes), lanes, width: x + margin, height };
}

function placeTall(plan: Plan, options: DrawOptions): Placed {
  const card = options.card ?? 'machine';
  const width = options.width ?? 316;
  const room = width - 2 * MARGIN.tall;
  const columns = byColumn(plan.parts);
  const rows = rowScale(columns);
  const slots = rows.span * rows.stretch + 1;
  const onGrid = slots <= TALL_ACROSS;
  const gap = 12;
  const lines = onGrid ? columns : columns.flatMap(wrap);
  const across = onGrid ? slots : Math.max(...lines.map((line) => line.length));
  const w = Math.floor(
    clamp((room - (across - 1) * gap) / across, CARD[card].least, CARD[card].ideal),
  );
  const pitch = Math.min((room - w) / Math.max(across - 1, 1), w + 48);

  const lanes = lines.map((line) =>
    line.map((part, k) => {
      const slot = onGrid
        ? (part.at.row - rows.first) * rows.stretch - (slots - 1) / 2
        : k - (line.length - 1) / 2;
      const own = line.length === 1 ? Math.max(w, Math.min(128, room)) : w;
      const x = Math.round(width / 2 + slot * pitch - own / 2);
      return { ...part, box: { x, y: 0, w: own, h: CARD[card].height } };
    }),
  );
  const gaps = lanes
    .slice(1)
    .map((lane, i) => TALL_GAP[card][bends(lanes[i]!, lane, plan.links) ? 'bend' : 'straight']);
  const cards = lanes.length * CARD[card].height + 2 * TALL_BLEED;
  const [least, most] = [sum(gaps.map((gap) => gap[0])), sum(gaps.map((gap) => gap[1]))];
  const wanted = (options.height ?? Infinity) - cards;
  const ease = most > least ? clamp((wanted - least) / (most - least), 0, 1) : 1;

  let y = TALL_BLEED;
  const stacked = lanes.map((lane, i) => {
    const placed = lane.map((part) => ({ ...part, box: { ...part.box, y } }));
    const gap = gaps[i];
    y += CARD[card].height + (gap ? Math.floor(mix(gap[0], gap[1], ease)) : TALL_BLEED);
    return placed;
  });
  return { parts: inPlanOrder(plan, stacked), lanes: stacked, width, height: y };
}

/** Room of the icon before a state's word. */
const STATE_ICON = 15;
const STATE_END = 5;

/** px when there is hardly room, when there is enough, and when there is plenty. */
type Sizes = readonly [compact: number, snug: number, roomy: number];

/**
 * Compact holds the name and the shortest states; snug every state with its icon. A load that does
 * not fit is left to the gauge.
 */
function cardWidths(part: Part, card: CardKind): Sizes {
  const { text, least, ideal } = CARD[card];
  const holding = (px: number) => Math.ceil(text + px + STATE_END);
  const compact = Math.max(least, holding(textWidth(part.name, 13)));
  if (card === 'map') return [compact, compact, Math.max(compact, ideal)];
  const state = part.gauge ? STATE_ICON + textWidth('paused', 11) : textWidth('240 req/s', 11);
  const snug = Math.max(compact, holding(state));
  return [compact, snug, Math.max(snug, ideal)];
}

function widest(all: readonly Sizes[]): Sizes {
  const most = (level: 0 | 1 | 2) => Math.max(...all.map((sizes) => sizes[level]));
  return [most(0), most(1), most(2)];
}

/** How far everything opens to fill a width: 0 is compact, 1 snug, 2 roomy; and what is left over. */
function fitTo(room: number, all: readonly Sizes[]): { ease: number; spare: number } {
  const total = (level: 0 | 1 | 2) => sum(all.map((sizes) => sizes[level]));
  const [compact, snug, roomy] = [total(0), total(1), total(2)];
  if (room < snug) return { ease: clamp((room - compact) / (snug - compact), 0, 1), spare: 0 };
  if (room < roomy) return { ease: 1 + (room - snug) / (roomy - snug), spare: 0 };
  return { ease: 2, spare: room - roomy };
}

function sizeAt(sizes: Sizes, ease: number): number {
  return ease < 1 ? mix(sizes[0], sizes[1], ease) : mix(sizes[1], sizes[2], ease - 1);
}

/** px of mono text; every character is as wide as the next. */
function textWidth(text: string, size: number): number {
  return text.length * size * EM;
}

/** Whether a card's second line has room for a text, with or without an icon before it. */
export function stateFits(box: Box, text: string, icon: boolean): boolean {
  return CARD.machine.text + (icon ? STATE_ICON : 0) + textWidth(text, 11) <= box.w - STATE_END;
}

/** Wide gaps are where links fan out and probes sit; narrow ones hold a straight arrow. */
function gapWidths(
  left: readonly Part[],
  right: readonly Part[],
  links: readonly PartLink[],
  card: CardKind,
): Sizes {
  if (card === 'map') return [26, 26, 34];
  const crossing = links.filter((link) => has(left, link.from) && has(right, link.to));
  const rowOf = (side: readonly Part[], id: string) => side.find((part) => part.id === id)?.at.row;
  const bent = crossing.some((link) => rowOf(left, link.from) !== rowOf(right, link.to));
  const fansOut = crossing.some(
    (link) => crossing.filter((other) => other.from === link.from).length > 1,
  );
  if (fansOut) return [64, 76, 148];
  return bent ? [36, 40, 98] : [32, 36, 88];
}

function bends(
  above: readonly PlacedPart[],
  below: readonly PlacedPart[],
  links: readonly PartLink[],
): boolean {
  const centre = (parts: readonly PlacedPart[], id: string) => {
    const part = parts.find((p) => p.id === id);
    return part && part.box.x + part.box.w / 2;
  };
  return links.some((link) => {
    const a = centre(above, link.from) ?? centre(above, link.to);
    const b = centre(below, link.to) ?? centre(below, link.from);
    return a !== undefined && b !== undefined && a !== b;
  });
}

function byColumn(parts: readonly Part[]): Part[][] {
  const columns = [...new Set(parts.map((part) => part.at.col))].sort((a, b) => a - b);
  return columns.map((col) =>
    parts.filter((part) => part.at.col === col).sort((a, b) => a.at.row - b.at.row),
  );
}

/** Rows may be fractions; two cards of one column never come closer than one whole row. */
function rowScale(columns: readonly (readonly Part[])[]) {
  const rows = columns.flat().map((part) => part.at.row);
  const first = Math.min(...rows);
  const steps = columns.flatMap((column) =>
    column.slice(1).map((part, i) => part.at.row - column[i]!.at.row),
  );
  return {
    first,
    span: Math.max(...rows) - first,
    stretch: Math.max(1, 1 / Math.max(Math.min(...steps, 1), 0.25)),
  };
}

/** Breaks a column that is too long for a phone's width into even lines. */
function wrap(column: Part[]): Part[][] {
  const lines = Math.ceil(column.length / TALL_ACROSS);
  const size = Math.ceil(column.length / lines);
  return Array.from({ length: lines }, (_, i) => column.slice(i * size, (i + 1) * size));
}

function inPlanOrder(plan: Plan, lanes: readonly (readonly PlacedPart[])[]): PlacedPart[] {
  const placed = new Map(lanes.flat().map((part) => [part.id, part]));
  return plan.parts.map((part) => placed.get(part.id)!);
}

const has = (parts: readonly Part[], id: string) => parts.some((part) => part.id === id);
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
const mix = (a: number, b: number, t: number) => a + (b - a) * t;
