/**
 * The small markup of cards and quizzes: `code`, *emphasis*, **strong**, paragraphs.
 * Everything else is text, so nothing an author writes can become markup by accident.
 */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escape = (text: string) => text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);

/** One line of text as HTML. */
export function inlineHtml(text: string): string {
  // Code is split off first: stars inside it are code.
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`')
        ? `<code>${escape(part.slice(1, -1))}</code>`
        : escape(part)
            .replace(/\*\*(\S(?:[^*]*\S)?)\*\*/g, '<strong>$1</strong>')
            .replace(/(?<![\w*])\*(\S(?:[^*]*\S)?)\*(?![\w*])/g, '<em>$1</em>'),
    )
    .join('');
}

/** Paragraphs, separated by blank lines, as HTML. */
export const blockHtml = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${inlineHtml(paragraph.replace(/\s+/g, ' ').trim())}</p>`)
    .join('');
