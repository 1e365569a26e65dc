/** The work that both engines are given: the same request, the same number of users. */

/** Requests under way at once, each user asking again when answered. */
export const users = 64;

/** A page that needs one query of the database. */
export const path = '/item/7';

/** What is wrong with an answer to it; undefined when it is right. */
export function checkAnswer(status: number | undefined, body: string): string | undefined {
  if (status !== 200) return `answered ${status}: ${body.slice(0, 200)}`;
  const { item, name } = JSON.parse(body) as { item?: unknown; name?: unknown };
  return item === '7' && name === 'Item no. 7' ? undefined : `wrong answer: ${body.slice(0, 200)}`;
}
