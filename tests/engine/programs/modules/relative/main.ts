import base, { add, LIMIT as limit, type Point } from './lib/math.ts';
import * as math from './lib/math.ts';
import { Shape } from './lib/shape.ts';
import { everything } from './lib/index.ts';
import './lib/side-effect.ts';

const point: Point = { x: 1, y: 2 };
console.log(base, add(point.x, point.y), limit, Object.keys(math).sort());
console.log(new Shape('circle').describe(), everything.length, math.default === base);
console.log(
  import.meta.url.endsWith('/main.ts'),
  import.meta.filename.endsWith('/main.ts'),
  import.meta.dirname.endsWith('/relative'),
  import.meta.main,
);
console.log(typeof this);
