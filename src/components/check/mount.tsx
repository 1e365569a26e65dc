/** Draws the check into its place on the page; what it runs is fetched when it is started. */
import { render } from 'preact';
import type { Recording } from '../../engine/webcontainer/check/report.ts';
import { runCheck } from '../../engine/webcontainer/check/run.ts';
import { containerSettings } from '../../engine/webcontainer/settings.ts';
import { Check } from './Check.tsx';

const place = document.querySelector<HTMLElement>('[data-check]');
const root = import.meta.env.BASE_URL.replace(/\/$/, '');
const apiKey = import.meta.env['PUBLIC_WEBCONTAINER_API_KEY'] as string | undefined;

async function loadRecording(): Promise<Recording> {
  const answer = await fetch(`${root}/engine/check.json`);
  if (!answer.ok) throw new Error('The programs did not load. Check the connection and try again.');
  return (await answer.json()) as Recording;
}

if (place) {
  const only = new URLSearchParams(location.search).getAll('only');
  place.replaceChildren();
  render(
    <Check
      only={only}
      loadRecording={loadRecording}
      run={(recording, options) => runCheck(containerSettings(root, apiKey), recording, options)}
    />,
    place,
  );
}
