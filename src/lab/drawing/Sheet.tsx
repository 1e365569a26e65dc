/**
 * The SVG of a picture. Renders on the server as it does in the page; holds no state and no script.
 * `Drawing.tsx` draws a lab at rest with it, the workbench a live one, the home page its map.
 */
import type { ComponentChildren, JSX } from 'preact';
import { CardBody, CardMarks, cardClass } from './Card.tsx';
import type { LinkForm, PartLook } from './look.ts';
import { n } from './path.ts';
import type { Picture, PlacedLink, PlacedPart } from './types.ts';
import './drawing.css';

export interface SheetProps {
  readonly picture: Picture;
  /** Its size on the page against the picture's own; 1 by default. */
  readonly scale?: number | undefined;
  /** How a part looks; `up` by default. */
  readonly looks?: Readonly<Record<string, PartLook>> | undefined;
  /** Forms of links by id (`from>to`); solid by default, a standby link dotted. */
  readonly links?: Readonly<Record<string, LinkForm>> | undefined;
  /** The picture's name, read aloud. */
  readonly title: string;
  /** What it shows, in sentences. */
  readonly description?: string | undefined;
  /** `img` is one thing to a screen reader; `group` lets it reach the buttons inside. */
  readonly role?: 'img' | 'group' | undefined;
  readonly class?: string | undefined;
  /** Part of the ids of title and description, unique on the page. */
  readonly id: string;
  /** Attributes for a card's group, where it is a button or a mark of progress. */
  readonly partProps?: ((part: PlacedPart) => PartProps) | undefined;
  readonly selected?: string | null | undefined;
  /** Between links and cards: requests on their way. */
  readonly between?: ComponentChildren;
  /** On top: fault chips, hit areas. */
  readonly over?: ComponentChildren;
}

export type PartProps = JSX.SVGAttributes<SVGGElement> | Readonly<Record<`data-${string}`, string>>;

const UP: PartLook = { form: 'up' };

export function Sheet(props: SheetProps) {
  const { picture, scale = 1, looks = {}, links = {}, id } = props;
  const lookOf = (part: PlacedPart) => looks[part.id] ?? UP;
  const describedBy = props.description ? { 'aria-describedby': `${id}-d` } : {};
  return (
    <svg
      class={`topo ${props.class ?? ''}`.trim()}
      viewBox={`${n(picture.origin.x)} ${n(picture.origin.y)} ${n(picture.width)} ${n(picture.height)}`}
      width={n(picture.width * scale)}
      height={n(picture.height * scale)}
      role={props.role ?? 'img'}
      aria-labelledby={`${id}-t`}
      {...describedBy}
    >
      <title id={`${id}-t`}>{props.title}</title>
      {props.description && <desc id={`${id}-d`}>{props.description}</desc>}
      {picture.zones.map((zone) => (
        <g class="zone" key={zone.id}>
          <rect
            x={n(zone.box.x)}
            y={n(zone.box.y)}
            width={n(zone.box.w)}
            height={n(zone.box.h)}
            rx="8"
          />
          <text x={n(zone.labelAt.x)} y={n(zone.labelAt.y)} text-anchor={zone.labelAt.anchor}>
            {zone.label}
          </text>
        </g>
      ))}
      {inkedLast(picture.links, links).map((link) => (
        <g class={linkClass(link, links[link.id])} key={link.id}>
          <path class="l-line" d={link.path.d} />
          <path class="l-head" d={link.head} />
        </g>
      ))}
      {picture.parts.map((part) => (
        <CardMarks
          key={part.id}
          part={part}
          look={lookOf(part)}
          orientation={picture.orientation}
        />
      ))}
      {props.between}
      {picture.parts.map((part) => (
        <g
          key={part.id}
          {...props.partProps?.(part)}
          class={cardClass(part, lookOf(part), props.selected === part.id)}
          transform={`translate(${n(part.box.x)} ${n(part.box.y)})`}
        >
          <CardBody part={part} look={lookOf(part)} card={picture.card} />
        </g>
      ))}
      {props.over}
    </svg>
  );
}

/** The form a link is drawn in. */
function formOf(link: PlacedLink, form: LinkForm | undefined): LinkForm {
  return form ?? (link.standby ? 'idle' : 'solid');
}

function linkClass(link: PlacedLink, given: LinkForm | undefined): string {
  const form = formOf(link, given);
  if (form === 'solid' || form === 'done') return 'l';
  if (form === 'next') return 'l nextup';
  return form === 'later' ? 'l later' : `l is-${form}`;
}

/** Where links share a trunk, the faint ones lie below and those with a fault on top. */
function inkedLast(
  links: readonly PlacedLink[],
  forms: Readonly<Record<string, LinkForm>>,
): PlacedLink[] {
  const rank: Readonly<Record<LinkForm, number>> = {
    idle: 0,
    later: 0,
    solid: 1,
    done: 1,
    next: 2,
    slow: 2,
    cut: 3,
  };
  return [...links].sort((a, b) => rank[formOf(a, forms[a.id])] - rank[formOf(b, forms[b.id])]);
}
