/** A machine (or a part of the map): tile with glyph, name, state, gauge, waiting dots, probes. */
import { stateLine } from './look.ts';
import type { PartLook, ProbeMark } from './look.ts';
import { n } from './path.ts';
import type { CardKind, Orientation, PlacedPart } from './types.ts';

const SEGMENTS = 10;
/** From this segment on the queue grows faster than the load: they are taller, and amber when lit. */
const KNEE = 7;
const WAITING_DRAWN = 8;

/** The class of a card's group. A form is a class, so that CSS alone paints it. */
export function cardClass(part: PlacedPart, look: PartLook, selected: boolean): string {
  const map = { done: 'done', next: 'nextup', later: 'later' } as const;
  const form = look.form in map ? map[look.form as keyof typeof map] : `is-${look.form}`;
  return `m r-${part.role} ${form}${selected ? ' is-sel' : ''}`;
}

/** The inside of a card, drawn from its own top left corner. */
export function CardBody({
  part,
  look,
  card,
}: {
  part: PlacedPart;
  look: PartLook;
  card: CardKind;
}) {
  const { w, h } = part.box;
  if (card === 'map') {
    return (
      <>
        <rect class="m-focus" x="-5" y="-5" width={w + 10} height={h + 10} rx="9" />
        <rect class="m-body" width={w} height={h} rx="5" />
        <rect class="m-tile" x="8" y="8" width="28" height="28" rx="3.5" />
        <use class="m-glyph" href={`#g-${part.role}`} x="12" y="12" width="20" height="20" />
        <text class="m-name" x="45" y="26.5">
          {part.name}
        </text>
      </>
    );
  }
  const line = stateLine(look, part.box);
  const tile = part.gauge ? 8 : 13;
  const name = part.gauge ? 20 : 25;
  const state = part.gauge ? 35 : 41;
  return (
    <>
      <rect class="m-focus" x="-5" y="-5" width={w + 10} height={h + 10} rx="9" />
      <rect class="m-body" width={w} height={h} rx="5" />
      <rect class="m-tile" x="8" y={tile} width="30" height="30" rx="3.5" />
      <use class="m-glyph" href={`#g-${part.role}`} x="13" y={tile + 5} width="20" height="20" />
      <text class="m-name" x="47" y={name}>
        {part.name}
      </text>{' '}
      <text class="m-state" x={line.icon ? 62 : 47} y={state}>
        {line.text}
      </text>
      {line.icon && (
        <use class="m-si" href={`#${line.icon}`} x="46" y={state - 9} width="11" height="11" />
      )}
      {part.gauge && <Gauge width={w} y={h - 10} load={look.load ?? 0} />}
    </>
  );
}

function Gauge({ width, y, load }: { width: number; y: number; load: number }) {
  const pitch = (width - 18) / SEGMENTS;
  const lit = load > 0.005 ? Math.max(1, Math.round(load * SEGMENTS)) : 0;
  return (
    <>
      {Array.from({ length: SEGMENTS }, (_, i) => (
        <rect
          key={i}
          class={`${i < lit ? 'g-on' : 'g-off'}${i >= KNEE ? ' g-hot' : ''}`}
          x={n(10 + i * pitch)}
          y={i >= KNEE ? y - 2 : y}
          width={n(pitch - 2)}
          height={i >= KNEE ? 6 : 4}
        />
      ))}
    </>
  );
}

/** What stands beside a card: waiting requests and probes, at the side where links come in. */
export function CardMarks({
  part,
  look,
  orientation,
}: {
  part: PlacedPart;
  look: PartLook;
  orientation: Orientation;
}) {
  const { box } = part;
  const waiting = Math.min(look.waiting ?? 0, WAITING_DRAWN);
  const probes = (look.probes ?? []).slice(-3);
  if (waiting === 0 && probes.length === 0 && !look.tag) return null;
  return (
    <g class="m-marks" aria-hidden="true">
      {Array.from({ length: waiting }, (_, i) => {
        const { x, y } = waitingAt(i, part, orientation);
        return <circle key={`w${i}`} class="m-wait" cx={n(x)} cy={n(y)} r="2.6" />;
      })}
      {probes.map((probe, i) => {
        const x = orientation === 'wide' ? box.x - 34 + i * 9 : box.x + box.w / 2 + 7 + i * 9;
        const y = orientation === 'wide' ? box.y + 13 : box.y - 15;
        return <Probe key={`p${i}`} probe={probe} x={x} y={y} />;
      })}
      {look.tag && (
        <text
          class={`stg ${look.form === 'next' ? 'nextup' : look.form}`}
          x={box.x + box.w}
          y={box.y - 6}
          text-anchor="end"
        >
          {look.tag}
        </text>
      )}
    </g>
  );
}

/** Below the incoming link in two columns (wide), left of it in two rows (tall). */
function waitingAt(i: number, { box }: PlacedPart, orientation: Orientation) {
  return orientation === 'wide'
    ? { x: box.x - 9 - (i % 2) * 7, y: box.y + box.h / 2 + 9 + Math.floor(i / 2) * 7 }
    : { x: box.x + box.w / 2 - 10 - (i % 4) * 7, y: box.y - 7 - Math.floor(i / 4) * 7 };
}

function Probe({ probe, x, y }: { probe: ProbeMark; x: number; y: number }) {
  if (probe === 'bad') return <path class="pip bad" d={`M${n(x)} ${n(y)}l6 6m0-6l-6 6`} />;
  if (probe === 'none')
    return <rect class="pip none" x={n(x + 0.5)} y={n(y + 0.5)} width="5" height="5" rx="1" />;
  return <rect class="pip ok" x={n(x)} y={n(y)} width="6" height="6" rx="1" />;
}
