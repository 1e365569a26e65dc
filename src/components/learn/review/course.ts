/** The cards of the course, read from the page they stand in. */
export interface CourseCard {
  /** `stage/card`. */
  readonly key: string;
  readonly stage: string;
  /** HTML that the build made of the author's text. */
  readonly front: string;
  readonly hint: string;
  readonly back: string;
}

export interface CourseStage {
  readonly id: string;
  /** `04`. */
  readonly number: string;
  readonly title: string;
  /** Of its cards in the lesson. */
  readonly url: string;
  readonly cards: readonly CourseCard[];
}

export function readCourse(root: ParentNode): CourseStage[] {
  const html = (within: Element, selector: string) =>
    within.querySelector(selector)?.innerHTML ?? '';
  return [...root.querySelectorAll<HTMLElement>('[data-stage-cards]')].map((section) => {
    const { stageCards: id = '', number = '', title = '', url = '' } = section.dataset;
    const cards = [...section.querySelectorAll<HTMLElement>('[data-card]')].map((card) => ({
      key: card.dataset.card ?? '',
      stage: id,
      front: html(card, '.rc-q'),
      hint: html(card, '.rc-hint span'),
      back: html(card, '.rc-a'),
    }));
    return { id, number, title, url, cards };
  });
}
