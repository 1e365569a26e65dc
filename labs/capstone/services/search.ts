/** The search index: for every word the items whose title has it. Fed by the worker, a bit late. */
import { cpu, gauge } from '../../machine.ts';
import { reply, serve } from './net.ts';

const titles = new Map<string, string>();
const byWord = new Map<string, Set<string>>();

const wordsOf = (title: string): readonly string[] => title.toLowerCase().split(/\W+/);

/** Puts an item under the words of its title, and takes it from under those of the old one. */
function put(id: string, title: string): void {
  for (const word of wordsOf(titles.get(id) ?? '')) byWord.get(word)?.delete(id);
  titles.set(id, title);
  for (const word of wordsOf(title)) {
    byWord.set(word, (byWord.get(word) ?? new Set()).add(id));
  }
  gauge('documents', titles.size);
}

serve(async ({ method, parts, body }) => {
  const [, wanted = ''] = parts;
  await cpu(5);
  if (method === 'PUT') put(wanted, body);
  return reply(200, { word: wanted, items: [...(byWord.get(wanted) ?? [])] });
});
