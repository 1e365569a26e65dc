// Timers that are due at once can clear each other.
const second = setTimeout(() => console.log('never'), 90);
const first = setTimeout(() => {
  clearTimeout(second);
  console.log('first');
}, 60);
let beats = 0;
const interval = setInterval(() => {
  console.log('beat', ++beats);
  if (beats === 2) clearInterval(interval);
}, 110);
console.log(typeof first, typeof +first);
setTimeout(() => {
  const byNumber = setTimeout(() => console.log('never'), 10);
  clearTimeout(+byNumber);
  const asText = setTimeout(() => console.log('never'), 10);
  clearTimeout(String(+asText));
  const one = setImmediate(() => {
    console.log('immediate one', typeof one);
    clearImmediate(two);
  });
  const two = setImmediate(() => console.log('never'));
}, 300);
