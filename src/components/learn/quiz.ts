/**
 * A lesson's quiz, one question at a time. What is right is decided in `grading.ts`, kept by
 * `storage/answers.ts` and only drawn here; until this runs the page shows the questions as text.
 */
import {
  feedback,
  isSettled,
  nextOpen,
  scoreOf,
  statusOf,
  triesOf,
} from '../../learning/grading.ts';
import type { QuestionKey, QuizEvent, Status } from '../../learning/grading.ts';
import { changeAnswers, readAnswers, watchAnswers } from '../../storage/answers.ts';
import { recordProgress } from '../../storage/progress.ts';
import { glyph, make } from './dom.ts';
import { makePart } from './quiz-parts.ts';
import type { Part } from './quiz-parts.ts';
import './notices.ts';

interface Question {
  readonly key: QuestionKey;
  readonly form: HTMLFormElement;
  readonly part: Part;
  /** Goes to this question. */
  readonly tab: HTMLButtonElement;
  /** The state it was last drawn in. */
  drawn?: string;
}

function enhance(quiz: HTMLElement): void {
  const stage = quiz.dataset.quiz!;
  const status = make('p', { className: 'quiz-s' });
  status.setAttribute('role', 'status');
  const say = (text: string) => {
    status.textContent = text;
  };
  const button = (text: string, onclick: () => void, className = 'btn') =>
    make('button', { type: 'button', className, onclick }, text);

  const questions = [...quiz.querySelectorAll<HTMLFormElement>('.qq')].map((form, i): Question => {
    const key = JSON.parse(form.dataset.key!) as QuestionKey;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
    });
    // Without a submit button inside, browsers differ on what Enter does in a field.
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
      event.preventDefault();
      check();
    });
    const tab = button(String(i + 1), () => {
      show(i, true);
    });
    return { key, form, part: makePart(form, key, say), tab };
  });
  if (questions.length === 0) return;
  const keys = questions.map(({ key }) => key);

  const main = make('button', { type: 'button', className: 'btn go' });
  const giveUp = button('Show the answer', () => {
    send({ type: 'gaveUp', key: keys[current]! });
    say(scoreText());
    settle();
  });
  const skip = button(
    'Skip for now',
    () => {
      next();
    },
    'btn bare',
  );
  const retry = button('', () => {
    send({ type: 'retriedWrong', keys });
    next();
  });
  const clear = button(
    'Clear my answers',
    () => {
      send({ type: 'cleared' });
      show(0, true);
      say('Your answers to this quiz are cleared.');
    },
    'btn sm bare',
  );
  const tabs = make('div', { className: 'quiz-n' }, ...questions.map(({ tab }) => tab), clear);
  tabs.setAttribute('role', 'group');
  tabs.setAttribute('aria-label', 'Questions');
  quiz.prepend(tabs);
  quiz.append(
    make(
      'div',
      { className: 'quiz-f' },
      status,
      make('span', { className: 'quiz-b' }, skip, giveUp, retry, main),
    ),
  );
  main.onclick = () => {
    if (isSettled(statusOf(keys[current]!, readAnswers(stage)))) next();
    else check();
  };

  let current = nextOpen(keys, readAnswers(stage), -1) ?? 0;

  function send(event: QuizEvent): void {
    changeAnswers(stage, event);
    recordProgress({ type: 'quizScored', stage, score: scoreOf(keys, readAnswers(stage)) });
  }

  function check(): void {
    const { key, part } = questions[current]!;
    const answer = part.read();
    if (typeof answer === 'string') {
      say(answer);
      return;
    }
    send({ type: 'answered', key, answer });
    const now = statusOf(key, readAnswers(stage));
    if (now === 'missed') say(`${feedback(key, answer)} Choose again, or see the answer.`);
    else {
      say(`${now === 'right' ? 'Right.' : 'Not right.'} ${scoreText()}`);
      settle();
    }
  }

  /** The field or button that had the focus may be gone now. */
  function settle(): void {
    (main.hidden ? questions[current]!.form.querySelector('legend')! : main).focus();
  }

  function next(): void {
    show(nextOpen(keys, readAnswers(stage), current) ?? (current + 1) % keys.length, true);
  }

  function show(index: number, focus = false): void {
    current = index;
    questions.forEach(({ form, tab }, i) => {
      form.hidden = i !== index;
      if (i === index) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
    });
    drawFoot();
    say(scoreText());
    if (focus) questions[index]!.form.querySelector('legend')!.focus();
  }

  function scoreText(): string {
    const { total, settled, right, firstTry } = scoreOf(keys, readAnswers(stage));
    if (settled === 0) return '';
    if (settled < total) return `${right} of ${settled} right so far.`;
    const first = firstTry === right ? '' : `, ${firstTry} at the first try`;
    return right === total && !first
      ? `All ${total} right, at the first try.`
      : `${right} of ${total} right${first}.`;
  }

  function drawFoot(): void {
    const state = readAnswers(stage);
    const at = statusOf(keys[current]!, state);
    const open = nextOpen(keys, state, current);
    const { total, settled, right } = scoreOf(keys, state);
    const wrong = total - right;
    const done = settled === total;
    skip.hidden = isSettled(at) || open === current;
    giveUp.hidden = at !== 'missed';
    retry.hidden = !done || wrong === 0;
    retry.textContent = wrong === 1 ? 'Retry the wrong one' : `Retry the ${wrong} wrong ones`;
    clear.hidden = Object.keys(state).length === 0;
    main.hidden = done;
    const label = at === 'open' ? 'Check' : at === 'missed' ? 'Check again' : 'Next question';
    main.replaceChildren(label, ...(isSettled(at) ? [glyph('i-arrow', 14)] : []));
    main.classList.toggle('go', !isSettled(at));
  }

  function draw(): void {
    const state = readAnswers(stage);
    for (const [i, question] of questions.entries()) {
      const { key, form, part, tab } = question;
      const drawn = JSON.stringify(triesOf(key, state)) + statusOf(key, state);
      if (question.drawn === drawn) continue;
      question.drawn = drawn;
      part.draw(state);
      const at = statusOf(key, state);
      const meta = form.querySelector<HTMLElement>('[data-meta]')!;
      meta.textContent = `${meta.dataset.meta!}${TRIED[at](triesOf(key, state).length)}`;
      tab.className = `qtab is-${at}`;
      tab.replaceChildren(...(SIGN[at] ? [glyph(SIGN[at], 12)] : [String(i + 1)]));
      tab.setAttribute('aria-label', `Question ${i + 1}${WORD[at]}`);
    }
    drawFoot();
  }

  watchAnswers(stage, draw);
  draw();
  show(current);
  quiz.classList.add('is-live');
}

const SIGN: Readonly<Record<Status, string>> = {
  open: '',
  missed: 'i-half',
  right: 'i-check',
  shown: 'i-cross',
};
const WORD: Readonly<Record<Status, string>> = {
  open: '',
  missed: ', one try used',
  right: ', right',
  shown: ', not right',
};
const TRIED: Readonly<Record<Status, (tries: number) => string>> = {
  open: () => '',
  missed: () => ', first try used',
  right: (tries) => (tries > 1 ? ', second try used' : ', first try'),
  shown: (tries) => (tries > 1 ? ', second try used' : ', answer shown'),
};

for (const quiz of document.querySelectorAll<HTMLElement>('[data-quiz]')) enhance(quiz);
