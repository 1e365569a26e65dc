import path from 'node:path';
import posix from 'node:path/posix';

console.log(path.join('/a', '..', 'b', './c//d', ''), path.join(''), path.resolve('/x', 'y', '../z'));
console.log(path.normalize('/a/./b//../c/'), path.relative('/a/b/c', '/a/d'), path.relative('/a', '/a'));
console.log(path.parse('/home/me/file.tar.gz'), path.parse('./x'), path.parse('/'));
console.log(path.format({ dir: '/d', name: 'n', ext: 'txt' }), path.format({ root: '/', base: 'b' }));
console.log(path.basename('/a/b.html', '.html'), path.extname('.bashrc'), path.extname('a.'), path.dirname('/a'));
console.log(path.isAbsolute('a'), path.isAbsolute('/a'), path.sep, path.delimiter);
console.log(posix.join === path.posix.join);
try {
  path.join(5 as never);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code, (error as Error).message);
}
