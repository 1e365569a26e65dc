/** Draws the check into its place on the page; what it runs is fetched when it is started. */
import { render } from 'preact';
import type { Recording } from '../../engine/webcontainer/check/report.ts';
import { runCheck } from '../../engine/webcontainer/check/run.ts';
import { containerSettings } from '../../engine/webcontainer/settings.ts';
import type { RealTimeCount } from '../../lab/proof.ts';
import { Check } from './Check.tsx';
import { readAddress } from './options.ts';

const place = document.querySelector<HTMLElement>('[data-check]');
const root = import.meta.env.BASE_URL.replace(/\/$/, '');
const apiKey = import.meta.env['PUBLIC_WEBCONTAINER_API_KEY'] as string | undefined;

async function loadRecording(): Promise<Recording> {
  const answer = await fetch(`${root}/engine/check.json`);
  if (!answer.ok) throw new Error('The programs did not load. Check the connection and try again.');
  return (await answer.json()) as Recording;
}

function draw(into: HTMLElement): void {
  into.replaceChildren();
  try {
    const wish = readAddress(location.search);
    const settings = containerSettings(root, apiKey);
    render(
      <Check
        wish={wish}
        drills={JSON.parse(into.dataset['drills']!) as RealTimeCount}
        loadRecording={loadRecording}
        loadDrills={async (only) =>
          (await import('./drills/load.ts')).loadDrills(settings, root, only, wish)
        }
        run={(recording, options) => runCheck(settings, recording, options)}
        tell={(detail) => into.dispatchEvent(new CustomEvent('check', { detail, bubbles: true }))}
      />,
      into,
    );
  } catch (error) {
    render(<p class="check-bad">{(error as Error).message}</p>, into);
  }
}

if (place) draw(place);
