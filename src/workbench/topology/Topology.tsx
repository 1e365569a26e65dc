/** The live diagram: the lab's drawing, its machines and links as buttons, requests on their way. */
import { useMemo, useRef } from 'preact/hooks';
import { placeChips } from '../../lab/drawing/chips.ts';
import { drawLab } from '../../lab/drawing/draw.ts';
import { describePart } from '../../lab/drawing/look.ts';
import { Sheet } from '../../lab/drawing/Sheet.tsx';
import { describePlan } from '../../lab/drawing/words.ts';
import type { Picture } from '../../lab/drawing/types.ts';
import type { Metrics } from '../../lab/metrics.ts';
import { isOnLink, isSameLink } from '../folds/faults.ts';
import type { FaultSpan } from '../folds/faults.ts';
import type { Selection } from '../view.ts';
import { ChipButton, LinkButton, pressable } from './buttons.tsx';
import { chipsAt, faultsAt, linkFormsAt, looksAt } from './looks.ts';
import type { DrawnLab } from './looks.ts';
import { Marks } from './Marks.tsx';
import { useSize } from './use-size.ts';
import type { Size } from './use-size.ts';
import './topology.css';

export interface TopologyProps {
  readonly lab: DrawnLab;
  readonly metrics: Metrics;
  /** ms: the moment to show. Give a new one a few times a second. */
  readonly now: number;
  /** ms: the moment to show, asked before every frame; what `metrics` know by default. */
  readonly clock?: (() => number) | undefined;
  /** The session's clock against the wall; 0 is paused. */
  readonly speed: number;
  /** Ended ones too. */
  readonly faults: readonly FaultSpan[];
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
  /** The reader removed a fault's chip. */
  readonly onMend: (fault: FaultSpan) => void;
  /** Unique on the page. */
  readonly id?: string;
}

/** px: a narrower place gets the tall drawing, if all of that can be seen. */
const NARROW = 500;
/** px: heights that a drawing may be asked to keep within. */
const WIDE_LOW = 120;
const TALL_LOW = 320;
/** The smallest scales at which the words of a drawing can be read: at a desk, and in the hand. */
const READABLE_WIDE = 0.68;
const READABLE_TALL = 0.85;

export function Topology(props: TopologyProps) {
  const { lab, metrics, now, faults, selection, onSelect, onMend, id = 'topology' } = props;
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const { picture, scale } = useMemo(() => drawTo(lab, size), [lab, size?.width, size?.height]);
  const moment = { lab, metrics, faults, t: now };
  const looks = looksAt(moment);
  const forms = linkFormsAt(moment);
  const active = faultsAt(faults, now);
  const chips = placeChips(picture, chipsAt(moment));
  return (
    <div class="topo-live" ref={frame}>
      <Sheet
        picture={picture}
        scale={scale}
        looks={looks}
        links={forms}
        id={id}
        role="group"
        title={`${lab.title}: live topology`}
        description={describePlan(picture)}
        selected={selection.kind === 'machine' ? selection.id : null}
        partProps={(part) =>
          part.role === 'client'
            ? {}
            : pressable(
                describePart(part, looks[part.id] ?? { form: 'off' }),
                () => onSelect({ kind: 'machine', id: part.id }),
                selection.kind === 'machine' && selection.id === part.id,
              )
        }
        between={<Marks {...props} picture={picture} forms={forms} />}
        over={
          <>
            {picture.links.map((link) => (
              <LinkButton
                key={link.id}
                link={link}
                faults={active.filter((fault) => isOnLink(fault, link))}
                selected={selection.kind === 'link' && isSameLink(selection, link)}
                onSelect={() => onSelect({ kind: 'link', from: link.from, to: link.to })}
              />
            ))}
            {chips.map((chip) => {
              const fault = active.find((other) => other.id === chip.id);
              return (
                fault && (
                  <ChipButton
                    key={chip.id}
                    chip={chip}
                    title={fault.title}
                    onRemove={() => onMend(fault)}
                  />
                )
              );
            })}
          </>
        }
      />
    </div>
  );
}

interface Fitted {
  readonly picture: Picture;
  /** Shown smaller by this, so that all of it is seen; 1 is its own size. */
  readonly scale: number;
}

/**
 * Lays the lab out for the room there is: gaps give way first, then the whole gets smaller as far
 * as it can be read. What still does not fit is scrolled.
 */
function drawTo(lab: DrawnLab, size: Size | undefined): Fitted {
  if (!size || size.width === 0)
    return { picture: drawLab(lab, { orientation: 'wide', width: 620 }), scale: 1 };
  const wide = drawLab(lab, {
    orientation: 'wide',
    width: Math.min(size.width, 960),
    ...low(size, WIDE_LOW),
  });
  const inWide = fit(wide, size);
  const readable = inWide >= READABLE_WIDE;
  if (readable && size.width >= NARROW) return { picture: wide, scale: inWide };
  const tall = drawLab(lab, {
    orientation: 'tall',
    width: Math.min(size.width, 440),
    ...low(size, TALL_LOW),
  });
  const inTall = fit(tall, size);
  if (readable && inTall < READABLE_TALL) return { picture: wide, scale: inWide };
  return { picture: tall, scale: Math.max(READABLE_TALL, inTall) };
}

/** How much smaller a picture must be to be seen whole; at most 1. */
function fit(picture: Picture, size: Size): number {
  return Math.min(1, size.width / picture.width, size.height / picture.height);
}

/** The height to keep within; a place that is lower than any drawing takes its height from it instead. */
function low(size: Size, least: number): { height?: number } {
  return size.height < least ? {} : { height: size.height };
}
