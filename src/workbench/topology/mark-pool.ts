/**
 * The marks as SVG groups that are made once and moved by their `transform` attribute: they take
 * the site's forms, colours and forced colours as any part of the drawing does, and cost one
 * attribute a frame each.
 */
import type { Point } from '../../lab/drawing/path.ts';
import type { MarkForm } from './marks.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** What a form is drawn of: the halo first, in the pad's colour, so that links never run through. */
const SHAPES: Readonly<
  Record<MarkForm, readonly (readonly [string, Readonly<Record<string, string>>])[]>
> = {
  ok: [
    ['circle', { r: '6', class: 'q-halo' }],
    ['circle', { r: '4.2' }],
  ],
  fail: [
    ['circle', { r: '7', class: 'q-halo' }],
    ['path', { d: 'M-4-4 4 4M4-4-4 4' }],
  ],
  slow: [
    ['circle', { r: '6.5', class: 'q-halo' }],
    ['circle', { r: '4.6', class: 'q-ring' }],
    ['path', { d: 'M0 0V-4.6A4.6 4.6 0 0 1 4.6 0Z' }],
  ],
};

export class MarkPool {
  readonly #layers: Readonly<Record<MarkForm, SVGGElement>>;
  readonly #shown: Record<MarkForm, number> = { ok: 0, slow: 0, fail: 0 };

  /** @param root an empty group of the drawing. Failures lie on top. */
  constructor(root: SVGGElement) {
    const layer = () => root.appendChild(document.createElementNS(SVG, 'g'));
    this.#layers = { ok: layer(), slow: layer(), fail: layer() };
  }

  /** Shows exactly these. */
  show(marks: readonly { readonly form: MarkForm; readonly point: Point }[]): void {
    const used: Record<MarkForm, number> = { ok: 0, slow: 0, fail: 0 };
    for (const { form, point } of marks) {
      const node = this.#node(form, used[form]++);
      node.setAttribute('transform', `translate(${point.x.toFixed(1)} ${point.y.toFixed(1)})`);
    }
    for (const form of ['ok', 'slow', 'fail'] as const) {
      const nodes = this.#layers[form].children;
      for (let i = used[form]; i < this.#shown[form]; i++)
        nodes[i]!.setAttribute('display', 'none');
      for (let i = this.#shown[form]; i < used[form]; i++) nodes[i]!.removeAttribute('display');
      this.#shown[form] = used[form];
    }
  }

  #node(form: MarkForm, index: number): Element {
    const layer = this.#layers[form];
    const there = layer.children[index];
    if (there) return there;
    const group = document.createElementNS(SVG, 'g');
    group.setAttribute('class', `q q-${form}`);
    for (const [name, attributes] of SHAPES[form]) {
      const shape = group.appendChild(document.createElementNS(SVG, name));
      for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    }
    return layer.appendChild(group);
  }
}
