import path, {
  basename,
  dirname,
  extname,
  isAbsolute,
  join,
  normalize,
  parse,
  relative,
  resolve,
  sep,
} from 'node:path';
import posix from 'node:path/posix';
import querystring from 'node:querystring';

console.log(
  join('/a', '../b', './c', ''),
  normalize('a//b/../c/'),
  resolve('/x', 'y', '../z'),
  relative('/a/b/c', '/a/d'),
);
console.log(
  basename('/a/b.txt'),
  basename('/a/b.txt', '.txt'),
  dirname('/a/b/c'),
  extname('x.tar.gz'),
  extname('.env'),
  isAbsolute('a'),
);
console.log(
  parse('/home/u/file.ts'),
  path.format({ dir: '/d', name: 'n', ext: '.e' }),
  sep,
  path.delimiter,
);
console.log(posix.join('a', 'b'), path.posix.sep);
console.log(
  { ...querystring.parse('a=1&b=x%20y&a=2') },
  querystring.stringify({ list: [1, 2], s: 'a&b', n: null }),
);
