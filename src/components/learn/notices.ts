/** What storage has to tell the reader, at the foot of the window until dismissed. */
import { noticeText, watchNotices } from '../../storage/notices.ts';

let list: HTMLElement | undefined;

watchNotices((notice) => {
  // An open lab tells it itself, above its panels: it may fill the window.
  if (document.querySelector('.wb')) return;
  if (!list) {
    list = document.createElement('div');
    list.className = 'notices';
    list.setAttribute('role', 'status');
    document.body.append(list);
  }
  const row = document.createElement('p');
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'btn sm';
  close.textContent = 'Got it';
  close.addEventListener('click', () => {
    row.remove();
  });
  row.append(noticeText(notice), close);
  list.append(row);
});
