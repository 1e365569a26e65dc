const begin = performance.now();
const timer = setTimeout(() => {
  const took = performance.now() - begin;
  console.log('fires once', took >= 159 && took < 400);
}, 100);
setTimeout(() => {
  console.log(timer.refresh() === timer, timer.hasRef());
}, 60);
const gone = setTimeout(() => console.log('never'), 50);
clearTimeout(gone);
gone.refresh();
const twice = setTimeout(() => {
  console.log('again');
  if (!done) twice.refresh();
  done = true;
}, 220);
let done = false;
