interface Doubles {
  double: (n: number) => number;
}
const made: Doubles = { double: (n: number): number => n * 2 };
module.exports = made;
