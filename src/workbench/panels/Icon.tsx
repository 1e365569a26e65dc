/** An interface icon or a part's glyph from the page's sprite. Always beside a word or a label. */
export function Icon({ name, size = 14 }: { name: string; size?: number }) {
  return (
    <svg class="i" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#${name}`} />
    </svg>
  );
}

/** A part's glyph on its colour. */
export function Tile({ role, size = 14 }: { role: string; size?: number }) {
  return (
    <span class={`tile r-${role}`}>
      <Icon name={`g-${role}`} size={size} />
    </span>
  );
}
