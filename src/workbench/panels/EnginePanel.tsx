/** Where the lab runs: the engines on offer, what each is and lacks, and the switch. */
import { lackWords } from '../engines/choice.ts';
import type { EngineChoice } from '../engines/choice.ts';
import type { Store } from '../store.ts';
import { Icon } from './Icon.tsx';

export function EnginePanel({ store, onDone }: { store: Store; onDone: () => void }) {
  const { engines } = store;
  return (
    <section class="eng" aria-label="Where it runs">
      <h2>Where it runs</h2>
      <p>The same files, with your edits. A switch begins the run anew.</p>
      <ul>
        {engines.choices.map((choice) => (
          <Choice
            key={choice.id}
            choice={choice}
            current={choice === engines.chosen.value}
            onSwitch={() => {
              onDone();
              void store.switchEngine(choice.id);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function Choice(props: { choice: EngineChoice; current: boolean; onSwitch: () => void }) {
  const { choice, current, onSwitch } = props;
  const lacks = lackWords(choice.capabilities);
  return (
    <li aria-current={current ? 'true' : undefined}>
      <h3>
        {choice.name}
        {choice.note !== undefined && <span class="tag">{choice.note}</span>}
      </h3>
      <p>{choice.says}</p>
      {lacks.length > 0 && (
        <ul aria-label={`What it lacks: ${choice.name}`}>
          {lacks.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {choice.check !== undefined && (
        <p>
          <a href={choice.check}>Check it in this browser</a>
        </p>
      )}
      {current ? (
        <p class="now">
          <Icon name="i-check" size={11} /> runs here now
        </p>
      ) : (
        <button class="btn sm" type="button" onClick={onSwitch}>
          <span class="vh">{choice.name}: </span>Run it here
        </button>
      )}
    </li>
  );
}
