// Which names an import finds in a CommonJS file: those that are seen in its text.
const show = async (path: string) => {
  const all = await import(path);
  console.log(path, Object.keys(all).join());
};
for (const file of ['members', 'object', 'bails', 'defined', 'whole', 'spread', 'inside', 'function', 'star', 'renamed']) {
  await show(`./${file}.cjs`);
}
// The engine loads what is named in the text.
export const named = () => [
  import('./members.cjs'),
  import('./object.cjs'),
  import('./bails.cjs'),
  import('./defined.cjs'),
  import('./whole.cjs'),
  import('./spread.cjs'),
  import('./inside.cjs'),
  import('./function.cjs'),
  import('./star.cjs'),
  import('./renamed.cjs'),
];
