/**
 * What a part looks like at a moment: its form (edge, tile, hatching), its words, its load.
 * Forms are told apart without colour; `drawing.css` and the site's drawing rules paint them.
 */
import type { MachineState } from '../../engine/journal.ts';
import type { Box, PlacedPart } from './types.ts';
import { ROLE_WORD } from './words.ts';
import { stateFits } from './place.ts';

/** `off` is the poster's: powered down but whole. `done`, `next` and `later` are the map's. */
export type PartForm = MachineState | 'slow' | 'standby' | 'off' | 'done' | 'next' | 'later';

export type ProbeMark = 'ok' | 'bad' | 'none';

export interface PartLook {
  readonly form: PartForm;
  /** The line under the name; the form's own word when absent. Several: the first that fits. */
  readonly says?: string | readonly string[];
  /** 0 to 1: utilisation, added to the words and drawn as the gauge. */
  readonly load?: number;
  /** Requests that wait for it: dots at its edge. */
  readonly waiting?: number;
  /** The last health probes, oldest first; at most three are drawn. */
  readonly probes?: readonly ProbeMark[];
  /** A short mark above the card: a stage's number on the map. */
  readonly tag?: string;
}

/** `slow`: delayed or lossy. `cut`: nothing passes. `idle`: unused for now. */
export type LinkForm = 'solid' | 'slow' | 'cut' | 'idle' | 'done' | 'next' | 'later';

/** What the fault chip on a link says. */
export interface Chip {
  /** Id of the fault it stands for. */
  readonly id: string;
  readonly link: string;
  /** `+60 ms`, `30% lost`, `cut`. */
  readonly label: string;
  readonly form: 'slow' | 'cross';
}

const WORD: Readonly<Record<PartForm, string>> = {
  up: 'up',
  slow: 'slow',
  paused: 'paused',
  stuck: 'stuck',
  down: 'down',
  unplugged: 'unplugged',
  starting: 'starting',
  standby: 'standby',
  off: 'ready',
  done: '',
  next: '',
  later: '',
};

/** The icon that goes with a form's word. */
const ICON: Readonly<Partial<Record<PartForm, string>>> = {
  slow: 'i-slow',
  paused: 'i-pause',
  stuck: 'i-stuck',
  down: 'i-cross',
  unplugged: 'i-cross',
};

export interface StateLine {
  readonly text: string;
  readonly icon?: string;
}

/** The second line of a card: as much of icon, word and load as its width holds. */
export function stateLine(look: PartLook, box: Box): StateLine {
  const words = look.says === undefined ? [WORD[look.form]] : [look.says].flat();
  const shows =
    look.load !== undefined &&
    (look.form === 'up' || look.form === 'slow' || look.form === 'stuck');
  const wanted = shows ? [`${words[0]} ${percent(look.load)}`, ...words] : words;
  const icon = ICON[look.form];
  for (const text of wanted) {
    if (icon && stateFits(box, text, true)) return { text, icon };
    if (!icon && stateFits(box, text, false)) return { text };
  }
  const last = words[words.length - 1] ?? '';
  for (let end = last.length; end > 1; end--) {
    const text = end === last.length ? last : `${last.slice(0, end)}…`;
    if (stateFits(box, text, false)) return { text };
  }
  return { text: '' };
}

/**
 * The name of a card's button: what is written on it, then what it is, then what the card had no
 * room for: `web-1 up 71%, web server, 3 waiting`.
 */
export function describePart(
  part: Pick<PlacedPart, 'name' | 'role' | 'box'>,
  look: PartLook,
): string {
  const { text } = stateLine(look, part.box);
  const words = [`${part.name} ${text}`, ROLE_WORD[part.role]];
  const hasLoad = look.load !== undefined && (look.form === 'up' || look.form === 'slow');
  if (hasLoad && !text.includes('%')) words.push(`${percent(look.load)} busy`);
  if (look.waiting) words.push(`${look.waiting} waiting`);
  return words.join(', ');
}

export function percent(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`;
}

/** The word for a form: `down`. */
export function formWord(form: PartForm): string {
  return WORD[form];
}
