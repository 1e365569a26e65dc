/** How far the session is, as a ruler: a tick per card, the pointer at the place. */
const WIDTH = 624;

export function Ruler({ done, total }: { done: number; total: number }) {
  const x = (n: number) => (total === 0 ? 0 : (n / total) * (WIDTH - 2) + 1);
  const step = Math.max(1, Math.ceil(total / 48));
  const ticks = Array.from({ length: Math.floor(total / step) + 1 }, (_, i) => i * step);
  const at = x(done);
  return (
    <div class="ruler">
      <svg
        viewBox={`0 0 ${WIDTH} 26`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${done} of ${total} cards done`}
      >
        {ticks.map((n) => (
          <path
            key={n}
            class={n <= done ? 'passed' : ''}
            d={`M${x(n)} 24V${n % (4 * step) === 0 || n === total ? 8 : 14}`}
          />
        ))}
        <path d={`M0 25H${WIDTH}`} />
        <path class="way" d={`M0 25H${at}`} />
        <path class="here" d={`M${at - 6} 0h12v8l-6 7-6-7z`} />
      </svg>
    </div>
  );
}
