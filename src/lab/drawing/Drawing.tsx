/** A lab at rest: the lesson's figure, and the poster that waits to be started. No client script. */
import type { Lab } from '../manifest.ts';
import { drawLab } from './draw.ts';
import type { LinkForm, PartLook } from './look.ts';
import { Sheet } from './Sheet.tsx';
import type { Orientation } from './types.ts';
import { BY_HAND, describePlan, loadWords, sendsLoad } from './words.ts';

export interface DrawingProps {
  readonly lab: Pick<Lab, 'title' | 'clients' | 'machines' | 'links' | 'zones' | 'load'>;
  readonly orientation: Orientation;
  /** `figure` shows the machines up; `poster` shows them switched off, ready to start. */
  readonly mode: 'figure' | 'poster';
  /** Unique on the page; names the picture's title and description. */
  readonly id: string;
  /** px; 912 wide and 316 tall by default. */
  readonly width?: number;
  readonly title?: string;
  readonly description?: string;
  /** Looks and links that differ from the mode's: a figure of a moment. */
  readonly looks?: Readonly<Record<string, PartLook>>;
  readonly links?: Readonly<Record<string, LinkForm>>;
  readonly class?: string;
}

export function Drawing({
  lab,
  orientation,
  mode,
  id,
  width,
  title,
  description,
  looks,
  links,
  class: name,
}: DrawingProps) {
  const picture = drawLab(lab, { orientation, ...(width === undefined ? {} : { width }) });
  const rest = Object.fromEntries(
    picture.parts.map((part) => [part.id, restingLook(part.id, part.gauge, lab, mode)]),
  );
  return (
    <Sheet
      picture={picture}
      looks={{ ...rest, ...looks }}
      links={links}
      id={`${id}-${orientation}`}
      title={title ?? `${lab.title}: the machines and the links between them`}
      description={description ?? describePlan(picture)}
      class={name}
    />
  );
}

function restingLook(
  id: string,
  gauge: boolean,
  lab: DrawingProps['lab'],
  mode: DrawingProps['mode'],
): PartLook {
  if (!gauge) {
    return { form: 'up', says: sendsLoad(lab, id) ? loadWords(lab.load.profile) : BY_HAND };
  }
  const machine = lab.machines.find((m) => m.id === id);
  if (machine?.autostart === false) return { form: 'standby' };
  return { form: mode === 'poster' ? 'off' : 'up' };
}
