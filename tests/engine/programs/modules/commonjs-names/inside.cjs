function set() {
  exports.set = 1;
}
set();
if (true) exports.branch = 2;
