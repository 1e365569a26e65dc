const url = new URL('HTTP://User:Pass@EXAMPLE.com:80/a/../b/./c?q=1 2#frag ment');
console.log(url.href, url.origin, url.host, url.port, url.pathname, url.search, url.hash);
url.port = '8080';
url.protocol = 'https';
url.hostname = 'other.org';
url.pathname = 'x y';
url.hash = '';
url.username = '';
url.password = '';
console.log(url.href, JSON.stringify({ url }), String(url));
console.log(new URL('../up?x', 'http://a/b/c/d').href, new URL('//host/p', 'http://a').href);
for (const bad of ['no', 'http://', 'http://a:99999']) {
  try {
    new URL(bad);
    console.log('fine', bad);
  } catch (error) {
    const { name, code, message, input } = error as NodeJS.ErrnoException & { input: string };
    console.log(name, code, message, input);
  }
}
console.log(new URL('http://[::1]:3000/').hostname, new URL('http://münchen.de').host);
// The origin of a file: is the platform's own to say.
console.log(new URL('data:text/plain,hi').pathname, new URL('data:text/plain,hi').origin);
