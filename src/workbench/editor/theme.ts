/** CodeMirror in the course's tokens; they reach into the shadow root because variables inherit. */
import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export const theme = EditorView.theme({
  '&': {
    containerType: 'inline-size',
    height: '100%',
    color: 'var(--ink)',
    backgroundColor: 'var(--card)',
  },
  '&.cm-focused': { outline: 'var(--focus) solid var(--accent)', outlineOffset: '-3px' },
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    fontSize: '0.78125rem',
    lineHeight: '1.62',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--line-2) transparent',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 14px 0 2px' },
  '.cm-gutters': { backgroundColor: 'var(--card)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '40px', padding: '0 12px 0 8px' },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in oklab, var(--ink) 4%, transparent)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, .cm-content ::selection': { backgroundColor: 'var(--marker)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-wash)', outline: 'none' },
  '.cm-problem': {
    backgroundColor: 'var(--failed-wash)',
    boxShadow: 'inset 3px 0 0 var(--failed)',
  },
  '.cm-problem-text': {
    textDecoration: 'underline wavy var(--failed)',
    textDecorationThickness: '1.5px',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
  },
  // In sight however far a long line is scrolled.
  '.cm-problem-around': {
    position: 'sticky',
    left: '54px',
    width: 'fit-content',
    maxWidth: 'min(34rem, calc(100cqw - 72px))',
    padding: '3px 0 6px 2px',
  },
  '.cm-problem-note': {
    padding: '7px 10px',
    border: '1px solid var(--failed)',
    borderRadius: 'var(--r1)',
    font: '500 0.75rem/1.45 var(--mono)',
    color: 'var(--failed)',
    backgroundColor: 'var(--card)',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  '.cm-panels': {
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    font: '500 0.75rem/1.4 var(--mono)',
  },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  // The cross has a corner of its own.
  '.cm-panel.cm-search': { paddingRight: '44px' },
  '.cm-panel.cm-search [name=close]': {
    top: '4px',
    right: '4px',
    minWidth: '28px',
    minHeight: '28px',
    fontSize: '1rem',
  },
  '.cm-panel.cm-search input, .cm-panel.cm-search button': {
    font: 'inherit',
    color: 'var(--ink)',
    backgroundColor: 'var(--card)',
    backgroundImage: 'none',
    border: '1px solid var(--line-2)',
    borderRadius: 'var(--r1)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--card)',
    color: 'var(--ink)',
    border: '1px solid var(--line-2)',
    borderRadius: 'var(--r2)',
    boxShadow: 'var(--lift)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '0.75rem',
    maxHeight: '15em',
    scrollbarWidth: 'thin',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    display: 'flex',
    alignItems: 'center',
    gap: '14px',
    minHeight: '26px',
    padding: '0 10px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    backgroundColor: 'var(--accent-wash)',
    color: 'var(--ink)',
    boxShadow: 'inset 3px 0 0 var(--accent)',
  },
  '.cm-completionMatchedText': {
    textDecoration: 'none',
    fontWeight: '700',
    color: 'var(--accent)',
  },
  '.cm-completionDetail': {
    marginLeft: 'auto',
    fontStyle: 'normal',
    color: 'var(--ink-3)',
    fontSize: '0.6875rem',
  },
  '.cm-snippetField': { backgroundColor: 'var(--marker)' },
  // Fingers need room.
  '@media (pointer: coarse)': {
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { minHeight: '40px' },
    '.cm-panel.cm-search :is(input:not([type="checkbox"]), button)': { minHeight: '36px' },
    '.cm-panel.cm-search label': {
      display: 'inline-flex',
      alignItems: 'center',
      minHeight: '32px',
    },
    '.cm-panel.cm-search [name=close]': { minWidth: '36px' },
  },
  '.cm-searchMatch': { backgroundColor: 'var(--marker)' },
  '.cm-searchMatch-selected': {
    backgroundColor: 'var(--accent-wash)',
    outline: '1px solid var(--accent)',
  },
});

/** Few colours: words of the language and of people stand out, the rest is ink. */
export const highlight = HighlightStyle.define([
  { tag: [tags.comment], color: 'var(--ink-3)' },
  {
    tag: [
      tags.keyword,
      tags.controlKeyword,
      tags.definitionKeyword,
      tags.moduleKeyword,
      tags.operatorKeyword,
      tags.modifier,
    ],
    fontWeight: '600',
  },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--accent)',
  },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--role-cache)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--role-queue)' },
  { tag: [tags.typeName, tags.className], color: 'var(--role-database)' },
  { tag: tags.invalid, color: 'var(--failed)' },
]);
