/** What a picture is made of: pure geometry, no DOM and no colours. One unit is one CSS pixel. */
import type { Role } from '../../engine/contract.ts';
import type { GridPlace, LabZone } from '../manifest.ts';
import type { Path, Point } from './path.ts';

/** Columns go left to right (`wide`) or top to bottom (`tall`, for a phone). */
export type Orientation = 'wide' | 'tall';

/** Something drawn as a card: a machine, the clients, or a part of the course's map. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly at: GridPlace;
  readonly zone?: string;
  /** False for what has no load of its own to show: clients. */
  readonly gauge: boolean;
  /** What it does, for text alternatives. */
  readonly does?: string;
}

export interface PartLink {
  readonly from: string;
  readonly to: string;
  readonly standby?: boolean;
}

/** Everything a picture is computed from. */
export interface Plan {
  readonly parts: readonly Part[];
  readonly links: readonly PartLink[];
  readonly zones: readonly LabZone[];
}

/** `machine` is 56 high with state and gauge; `map` is 44 high with a name alone. */
export type CardKind = 'machine' | 'map';

export interface DrawOptions {
  readonly orientation: Orientation;
  /** The width to fill: 912 wide, 316 tall by default. Wider only if the text would not fit. */
  readonly width?: number;
  /** Rows move together to keep within it, as far as they can. */
  readonly height?: number;
  readonly card?: CardKind;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PlacedPart extends Part {
  readonly box: Box;
}

export interface PlacedLink extends PartLink {
  /** `from>to`, unique in a plan. */
  readonly id: string;
  readonly path: Path;
  /** The arrow head, for the `d` of an SVG path. */
  readonly head: string;
  /** Where a label on this link lies best: the middle of its longest stretch of its own. */
  readonly middle: Point;
}

export interface PlacedZone extends LabZone {
  readonly box: Box;
  readonly label: string;
  readonly labelAt: Point & { readonly anchor: 'start' | 'end' };
}

export interface Picture {
  readonly orientation: Orientation;
  readonly card: CardKind;
  /** Where its coordinates begin: 0, or less where a link leads around the outermost card. */
  readonly origin: Point;
  readonly width: number;
  readonly height: number;
  readonly parts: readonly PlacedPart[];
  readonly links: readonly PlacedLink[];
  readonly zones: readonly PlacedZone[];
}

/** The id a link has in every picture. */
export function linkId(from: string, to: string): string {
  return `${from}>${to}`;
}
