process.on('warning', (warning) => console.log(warning.name, warning.message));

clearTimeout(setTimeout(() => {}, 2 ** 31));
clearTimeout(setTimeout(() => {}, -5));
clearTimeout(setTimeout(() => {}, -6));
clearInterval(setInterval(() => {}, NaN));

const timeout = setTimeout(function (this: unknown, ...args) {
  console.log(this === timeout, args);
}, 80, 'a', 'b');
const immediate = setImmediate(function (this: unknown) {
  console.log(this === immediate);
  setImmediate(() => console.log('never')).unref();
});
const unreferenced = setImmediate(() => console.log('something else keeps it going')).unref();
console.log(unreferenced.hasRef());
let times = 0;
const again = setTimeout(() => {
  console.log('again', ++times);
  if (times < 3) again.refresh();
}, 160);
