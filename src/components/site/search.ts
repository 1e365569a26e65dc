/** The search dialog at work: asks Pagefind, shows results by kind, moves by keyboard. */
import type { SearchKind } from '../../course/search-records.ts';

interface PagefindResult {
  readonly data: () => Promise<{
    readonly url: string;
    /** HTML made by Pagefind from our own pages, hits marked. */
    readonly excerpt: string;
    readonly meta: Readonly<Record<string, string>>;
    readonly sub_results: readonly {
      readonly title: string;
      readonly url: string;
      readonly excerpt: string;
    }[];
  }>;
}
interface Pagefind {
  debouncedSearch(
    term: string,
    options: object,
    ms: number,
  ): Promise<{ readonly results: readonly PagefindResult[] } | null>;
}

interface Hit {
  readonly kind: SearchKind;
  readonly url: string;
  readonly title: string;
  readonly excerpt: string;
  readonly stage: string;
  readonly mark: string;
}

const GROUPS: readonly [SearchKind, string][] = [
  ['lesson', 'Lessons'],
  ['claim', 'Claims'],
  ['drill', 'Drills'],
  ['word', 'Words'],
];
const PAUSE_MS = 120;
/** Results looked at, and hits shown of one lesson. */
const MOST = 24;
const MOST_OF_A_LESSON = 3;

let engine: Promise<Pagefind> | undefined;
const started = new WeakSet<HTMLDialogElement>();

/** The index is made by the build, so no bundler may look for it. */
const pagefind = (): Promise<Pagefind> =>
  (engine ??= import(
    /* @vite-ignore */ new URL('/pagefind/pagefind.js', location.href).href
  ) as Promise<Pagefind>);

export function startSearch(dialog: HTMLDialogElement): void {
  const input = dialog.querySelector('input')!;
  input.focus();
  input.select();
  if (started.has(dialog)) return;
  started.add(dialog);
  const list = dialog.querySelector<HTMLElement>('.find-r')!;
  const status = dialog.querySelector<HTMLElement>('[role=status]')!;
  const options = () => [...list.querySelectorAll<HTMLAnchorElement>('[role=option]')];
  let chosen = -1;

  const choose = (index: number) => {
    const all = options();
    chosen = all.length === 0 ? -1 : (index + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute('aria-selected', String(i === chosen)));
    const option = all[chosen];
    if (!option) return input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({ block: 'nearest' });
  };

  const show = (hits: readonly Hit[], says: string) => {
    list.replaceChildren(...groups(hits));
    input.setAttribute('aria-expanded', String(hits.length > 0));
    status.textContent = says;
    choose(0);
  };

  const ask = async () => {
    const term = input.value.trim();
    if (term === '') return show([], '');
    try {
      const found = await (await pagefind()).debouncedSearch(term, {}, PAUSE_MS);
      // Null: a later letter was typed meanwhile.
      if (!found || term !== input.value.trim()) return;
      const data = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
      if (term !== input.value.trim()) return;
      const hits = data.flatMap(hitsOf);
      show(hits, hits.length === 1 ? '1 result' : `${hits.length || 'no'} results`);
    } catch {
      engine = undefined;
      show([], 'Search could not load. Check the connection and type again.');
    }
  };

  input.addEventListener('input', () => void ask());
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Enter') options()[chosen]?.click();
    // A search field would keep the first Escape for itself.
    else if (event.key === 'Escape') dialog.close();
    else return;
    event.preventDefault();
  });
  list.addEventListener('pointermove', (event) => {
    const index = options().indexOf(
      (event.target as Element).closest<HTMLAnchorElement>('[role=option]')!,
    );
    if (index >= 0 && index !== chosen) choose(index);
  });
  // A hit on the same page only moves there.
  list.addEventListener('click', (event) => {
    if ((event.target as Element).closest('a')) dialog.close();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || (event.target as Element).closest('[data-close]'))
      dialog.close();
  });
  if (input.value) void ask();
}

function hitsOf({
  url,
  excerpt,
  meta,
  sub_results: sections,
}: Awaited<ReturnType<PagefindResult['data']>>): Hit[] {
  const common = { stage: meta.stage ?? '', mark: meta.mark ?? '' };
  if (meta.kind !== 'lesson')
    return [{ ...common, kind: meta.kind as SearchKind, url, title: meta.title ?? url, excerpt }];
  const title = meta.title ?? url;
  return sections.slice(0, MOST_OF_A_LESSON).map((section) => ({
    ...common,
    kind: 'lesson',
    url: section.url,
    title: section.title === title ? title : `${title}, ${section.title}`,
    excerpt: section.excerpt,
  }));
}

function groups(hits: readonly Hit[]): HTMLElement[] {
  let id = 0;
  return GROUPS.flatMap(([kind, name]) => {
    const own = hits.filter((hit) => hit.kind === kind);
    if (own.length === 0) return [];
    const group = element('div', { role: 'group', 'aria-label': name });
    const head = element('h3', { role: 'presentation' }, name);
    group.append(head, ...own.map((hit) => option(hit, `find-${id++}`)));
    return [group];
  });
}

function option({ url, title, excerpt, stage, mark }: Hit, id: string): HTMLElement {
  const text = element('span', {}, title);
  const small = element('small', {});
  small.innerHTML = excerpt;
  text.append(small);
  const link = element('a', {
    href: url,
    role: 'option',
    id,
    tabindex: '-1',
    'aria-selected': 'false',
  });
  link.append(
    element('span', { class: 'n' }, stage.split(' ')[0] ?? ''),
    text,
    element('span', { class: 'm' }, mark),
  );
  return link;
}

function element(name: string, attributes: Record<string, string>, text = ''): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
