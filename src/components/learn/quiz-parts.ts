/**
 * The inside of a question by kind: makes its controls live, reads the reader's answer, and draws what
 * `grading.ts` says of it. Works on the HTML of `Question.astro`.
 */
import {
  isSettled,
  mistakeOf,
  parseNumber,
  statusOf,
  triesOf,
  viewOption,
} from '../../learning/grading.ts';
import type { Answer, QuestionKey, QuizState } from '../../learning/grading.ts';
import { glyph, make } from './dom.ts';

export interface Part {
  /** The reader's answer, or what is missing in words. */
  read(): Answer | string;
  draw(state: QuizState): void;
}

type Kind<K extends QuestionKey['kind']> = Extract<QuestionKey, { kind: K }>;

/** @param say announces a change that is only to be seen. */
export function makePart(
  form: HTMLFormElement,
  key: QuestionKey,
  say: (text: string) => void,
): Part {
  const whys = [...form.querySelectorAll('[data-why]')].map((why) => [...why.childNodes]);
  form.querySelector('.key')?.remove();
  switch (key.kind) {
    case 'one':
    case 'many':
      return choices(form, key, whys);
    case 'number':
      return numbers(form, key, whys);
    case 'order':
      return orders(form, key, whys, say);
  }
}

type Why = readonly Node[];

// ---------------------------------------------------------------- one, many

function choices(form: HTMLFormElement, key: Kind<'one' | 'many'>, whys: readonly Why[]): Part {
  const rows = [...form.querySelectorAll<HTMLElement>('[data-option]')].map((row, i) => {
    const input = row.querySelector('input')!;
    input.hidden = false;
    const why = make('span', { className: 'exp' }, ...(whys[i] ?? []));
    row.append(why);
    return { row, input, why };
  });
  return {
    read: () => {
      const chosen = rows.flatMap(({ input }, i) => (input.checked ? [i] : []));
      if (chosen.length > 0) return chosen;
      return key.kind === 'one' ? 'Choose an answer first.' : 'Choose at least one answer first.';
    },
    draw: (state) => {
      const status = statusOf(key, state);
      const last = triesOf(key, state).at(-1);
      rows.forEach(({ row, input, why }, i) => {
        const { mark, tag, explained } = viewOption(key, state, i);
        markRow(row, mark, tag);
        why.hidden = !explained;
        input.disabled = isSettled(status) || mark === 'wrong';
        input.checked = mark !== 'wrong' && (last?.includes(i) ?? false);
      });
    },
  };
}

// ---------------------------------------------------------------- number

function numbers(form: HTMLFormElement, key: Kind<'number'>, whys: readonly Why[]): Part {
  const box = form.querySelector<HTMLElement>('[data-number]')!;
  const input = box.querySelector('input')!;
  const unit = box.dataset.unit ?? '';
  const before = make('div', { className: 'opts' });
  box.before(before);

  const tried = (answer: Answer, tag: string): HTMLElement => {
    const known = mistakeOf(key, answer);
    const side = (answer[0] ?? 0) > key.answer ? 'Too high.' : 'Too low.';
    const why = known === undefined ? [side] : copy(whys[known + 1]);
    return row('wrong', tag, `${number(answer[0] ?? 0)}${unit}`, why);
  };
  const right = (): HTMLElement => {
    const slack = key.tolerance > 0 ? `, give or take ${number(key.tolerance)}` : '';
    return row('right', 'correct', `${number(key.answer)}${unit}${slack}`, copy(whys[0]));
  };
  return {
    read: () => {
      const value = parseNumber(input.value);
      if (value !== undefined) return [value];
      return input.value.trim()
        ? 'That is no number. Write digits, for instance 1200 or 0.5.'
        : 'Write a number first.';
    },
    draw: (state) => {
      const status = statusOf(key, state);
      const tries = triesOf(key, state);
      const settled = isSettled(status);
      const wrong = status === 'right' ? tries.slice(0, -1) : tries;
      before.replaceChildren(
        ...wrong.map((answer, i) => tried(answer, settled && i > 0 ? 'your answer' : 'first try')),
        ...(settled ? [right()] : []),
      );
      box.hidden = settled;
      input.disabled = settled;
      input.value = '';
    },
  };
}

// ---------------------------------------------------------------- order

function orders(
  form: HTMLFormElement,
  key: Kind<'order'>,
  whys: readonly Why[],
  say: (text: string) => void,
): Part {
  const list = form.querySelector<HTMLElement>('[data-opts]')!;
  const rows = [...list.querySelectorAll<HTMLElement>('[data-option]')].map((element) => {
    const place = Number(element.dataset.option);
    const text = element.querySelector('.ot')!.textContent.trim();
    const why = make('span', { className: 'exp' }, ...(whys[place] ?? []));
    const buttons = ([-1, 1] as const).map((step) =>
      make('button', {
        type: 'button',
        className: 'btn sm',
        onclick: () => {
          move(element, step);
        },
      }),
    );
    buttons[0]?.append(make('span', { className: 'up' }, glyph('i-arrow', 13)));
    buttons[1]?.append(make('span', { className: 'down' }, glyph('i-arrow', 13)));
    buttons[0]?.setAttribute('aria-label', `Move up: ${text}`);
    buttons[1]?.setAttribute('aria-label', `Move down: ${text}`);
    const moves = make('span', { className: 'moves' }, ...buttons);
    element.append(moves, why);
    return { element, place, why, moves };
  });
  const current = () => [...list.querySelectorAll<HTMLElement>('[data-option]')];
  const arrange = (places: readonly number[]) => {
    list.append(
      ...places.flatMap((place) => rows.find((row) => row.place === place)?.element ?? []),
    );
    number_();
  };
  const number_ = () => {
    const all = current();
    all.forEach((element, i) => {
      element.querySelector('[data-letter]')!.textContent = String(i + 1);
      const [up, down] = element.querySelectorAll('.moves button');
      // Still focusable: the focus must not fall out of the list at its ends.
      up?.setAttribute('aria-disabled', String(i === 0));
      down?.setAttribute('aria-disabled', String(i === all.length - 1));
    });
  };
  const move = (element: HTMLElement, step: -1 | 1) => {
    const other = step < 0 ? element.previousElementSibling : element.nextElementSibling;
    if (!other) return;
    // The neighbour moves, so that the pressed button keeps the focus.
    if (step < 0) element.after(other);
    else element.before(other);
    number_();
    say(`Moved to place ${current().indexOf(element) + 1} of ${rows.length}.`);
  };
  return {
    read: () => current().map((element) => Number(element.dataset.option)),
    draw: (state) => {
      const status = statusOf(key, state);
      const settled = isSettled(status);
      const last = triesOf(key, state).at(-1);
      arrange(settled ? rows.map((_, place) => place) : (last ?? key.shown));
      for (const { element, place, why, moves } of rows) {
        const mine = last?.indexOf(place);
        const placed = mine === place;
        const tag = placed ? 'correct' : mine === undefined ? '' : `you had it at ${mine + 1}`;
        element.classList.toggle('right', settled && status === 'right');
        element.classList.toggle('wrong', settled && mine !== undefined && !placed);
        element.querySelector('.tag')!.textContent = settled ? tag : '';
        why.hidden = !settled;
        moves.hidden = settled;
      }
    },
  };
}

// ---------------------------------------------------------------- rows

/** Marks a row by form (its sign), word and colour. */
function markRow(element: HTMLElement, mark: 'right' | 'wrong' | 'none', tag: string): void {
  element.classList.toggle('right', mark === 'right');
  element.classList.toggle('wrong', mark === 'wrong');
  element.querySelector('.tag')!.textContent = tag;
  const letter = element.querySelector<HTMLElement>('.l')!;
  if (mark === 'none') letter.textContent = letter.dataset.letter ?? '';
  else letter.replaceChildren(glyph(mark === 'right' ? 'i-check' : 'i-cross', 13));
}

function row(
  mark: 'right' | 'wrong',
  tag: string,
  text: string,
  why: readonly (Node | string)[],
): HTMLElement {
  const element = make(
    'div',
    { className: 'opt' },
    make('span', { className: 'l' }),
    make('span', { className: 'ot' }, text),
    make('span', { className: 'tag' }),
    make('span', { className: 'exp' }, ...why),
  );
  markRow(element, mark, tag);
  return element;
}

const copy = (nodes: Why = []): Node[] => nodes.map((node) => node.cloneNode(true));

const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 6 });
