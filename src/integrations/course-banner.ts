/** While dev runs: what is wrong with the course, at the foot of every page. Not in a build. */
let banner: HTMLElement | undefined;

import.meta.hot?.on('course:problems', ({ text }: { text: string }) => {
  banner?.remove();
  if (text === '') return;
  banner = document.createElement('details');
  banner.className = 'course-problems';
  const [title = '', ...problems] = text.trim().split('\n\n');
  const head = document.createElement('summary');
  head.textContent = title.replace(/:$/, '');
  const list = document.createElement('pre');
  list.textContent = problems.join('\n\n');
  banner.append(head, list);
  document.body.append(banner);
});
